"""Titles for BibTeX: minimal braces around what a style must not lower-case.

BibTeX's `change.case$` keeps the first letter of a title and the first after a colon, and everything in braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, overlaps
from bibtools.tex import latex
from bibtools.tex.letters import IN_ASCII, Lettering
from bibtools.tex.math import portable
from bibtools.tex.printing import romanised_words

_WORD = lazy_pattern(r"(?<![^\W_])[A-Z]-[A-Z][a-z]+|[^\s\-/()\[\],;:.!?“”\"'`+&=]+(?:'[a-z]+)?")
_LONGER = lazy_pattern(r"[^\W\d_]{4,}")  # words that a title in title case writes with a capital
# Longer words that have no capital in title case either.
_JOINING = frozenset(
    """about above across after against along among around before behind below beneath beside between beyond down during
    from inside into like near onto over past since than that their through throughout toward towards under until upon
    versus when where which while whose with within without""".split()
)
_COMPOUND = lazy_pattern(r"[^\s()\[\],;:.!?“”\"`+=]+")
_HYPHENS = frozenset("-–")
_PERSON_BEFORE = lazy_pattern(r"(?<![\w-])([A-Z][^\W\d_A-Z]{2,})[-–]\Z")
_PERSON_BEHIND = lazy_pattern(r"[-–]([A-Z][^\W\d_A-Z]{2,})(?![\w-])")
# Before or behind a name, and none itself; words that stand alone in titles are known otherwise.
_PREFIXES = frozenset(
    """Anti Bi Co Inter Intra Iso Meta Micro Multi Non Nano Post Pre Pro Pseudo Quasi Semi Sub Super Supra Tri Trans
    Ultra Uni Hyper Hypo Type Like Based Free Driven Style Class Valued Inspired Aware Guided Way Half""".split()
)
_PART = lazy_pattern(r"(?:[^\W_][\u0300-\u036f]*)+(?:['’][a-z]+)?")
_COLON = lazy_pattern(r":\s\Z")
_FORMULA = lazy_pattern(r"\$[^$]*\$")
_MARKED = lazy_pattern(r"[\\${}]")
_FEWEST_SHOUTED = 3  # longer words in capitals: "BERT" and "GPT-4 AND LLAMA" are names
# What is joined without a blank is one: "I/O", "Q&A", "TCP/IP", "Navier-Stokes".
_JOINED = lazy_pattern(r"[-/&–]")
_TIE = lazy_pattern(r"(?<=[^\W\d_])~(?=\w)|(?<=[\w.,)])~(?=[^\W\d_])")  # between words; "~62" is about as much
_BESIDE_LETTER = lazy_pattern(r" (?:to|and|or|versus|vs\.?) [A-Z](?![\w'-])")  # "From A to B"
_ALONE = frozenset({"A", "I"})  # single capital letters that are words

# Names whose capital is not theirs by form: people, places and languages that titles are full of. Names that are
# words as well (Green, Sun) are left out.
_PROPER = frozenset(
    """Abel Africa African Airy Alfvén Alzheimer America American Andromeda Antarctic Antarctica Arabic Archimedean
    Arctic Artin Asia Asian Atari Atiyah Atlantic Australia Australian Baire Banach Banff Bayes Bayesian Bell
    Bellman Bengali Berkovich Bernoulli Bessel Bethe Betti Beurling Bianchi Birkhoff Bloch Bluetooth Bogoliubov Bohm
    Bohr Boltzmann Boolean Borel Borsuk Bose Brauer Brazil Brazilian Britain British Brouwer Brownian Bruhat Burgers
    Calabi Calderón California Canada Canadian Cantor Carlo Cartesian Casimir Cauchy Chandra Chandrasekhar Chebyshev
    Cherenkov Chern Chicago China Chinese Clifford Compton Coulomb Coxeter Czech Danish Darcy Dedekind Delaunay
    Deligne Denmark Descartes Diophantine Dirac Dirichlet Dolbeault Donaldson Doppler Drinfeld Duffing Dutch Dyson
    Earth Ebola Ehrhart Einstein Einsteinian English Ethereum Euclidean Euler Eulerian Europe European Facebook Fano
    Fermat Fermi Feynman Fibonacci Finland Finnish Finsler Fisher Flickr Floer Fokker Fourier France Fredholm French
    Frobenius Fréchet Fuchsian Fukushima Gabor Galilean Galois Gauss Gaussian Georgia German Germany Gibbs Google
    Gorenstein Grassmann Grassmannian Greece Greek Griffiths Grothendieck Haar Hadamard Hamilton Hamiltonian Hamming
    Hastings Hausdorff Hawking Hebrew Hecke Heegaard Heisenberg Hermite Hermitian Hessian Higgs Higgsino Hilbert
    Hindi Hochschild Hodge Hopf Hubble Hungary Hurwitz Hölder India Indian Indonesia Indonesian Instagram Iran
    Iranian Ireland Irish Ising Israel Israeli Italian Italy Iwasawa Jacobi Jacobian Japan Japanese Jordan Josephson
    Jupiter Kac Kalman Kaluza Kepler Kerr Kolmogorov Kondo Korea Korean Koszul Kronecker Krylov Kuiper Kähler
    Lagrange Lagrangian Landau Landsberg Langevin Langlands Laplace Laplacian Latin Laurent Lebesgue Legendre Lie
    Lindblad Linux Liouville Lipschitz Littlewood London Lorentz Lorentzian Luttinger Lyapunov Lyman Lévy Macdonald
    Magellanic Majorana Mandarin Mandelbrot Manin Markov Markovian Mars Maxwell Mediterranean Mellin Mersenne Mexico
    Mills Milnor Minkowski Monte Montreal Moody Mordell Mott Nash Navier Neptune Netflix Neumann Neveu Newton
    Newtonian Noether Nordström Norway Norwegian Novikov Onsager Orion Orlicz Ornstein Pacific Painlevé Pakistan
    Pareto Paris Parkinson Pascal Pauli Penning Penrose Perseus Persian Petri Pfaffian Plancherel Planck Pluto
    Poincaré Poisson Poissonian Poland Polish Pontryagin Portugal Portuguese Prandtl Prym Python Rademacher Raman
    Ramanujan Rayleigh Reddit Reissner Reynolds Riccati Ricci Riemann Riemannian Riesz Romanian Russia Russian
    Rydberg Rényi Sagittarius Sanskrit Sasaki Sasakian Saturn Schrödinger Schubert Schur Schwarzschild Seifert
    Selberg Serre Shannon Shapley Shimura Siamese Siegel Simons Skyrme Slovak Sobolev Spain Spanish Stackelberg
    Stirling Stokes Sweden Swedish Swiss Switzerland Sylow Sylvester Taiwan Taylor Teichmüller Telugu Tevatron Thai
    Thirring Thurston Tikhonov Toda Toeplitz Tokyo Turing Turkish Twitter Uhlenbeck Ukraine Ukrainian Urdu
    Vandermonde Venus Verlinde Verma Vietnam Vietnamese Virasoro Virgo Vlasov Volterra Voronoi Wannier Wasserstein
    Weierstrass Weil Weyl Wiener Wigner Wikidata Wikipedia Witten Yang YouTube Yukawa Zariski Zeeman Zeno
    Zipf""".split()
)
# Names of two words, each of which is an ordinary word.
_PHRASES = lazy_pattern(
    r"\b(?:van der Waals|Van der Waals|(?:North|South|Latin|Central) America|New (?:York|Zealand|Jersey|Mexico)"
    r"|United (?:States|Kingdom|Nations)|Hong Kong|Los Angeles|San Francisco|South Africa|Saudi Arabia"
    r"|(?:North|South) (?:Korea|Pole)|Middle East|World War|Standard Model"
    r"|Milky Way|Monte Carlo|Dark Energy Survey|Web of Science)\b"
)
# Each holds one of these words, which few titles do.
_OF_PHRASES = """Waals America York Zealand Jersey Mexico United Hong Angeles Francisco Africa Arabia Korea Pole Middle
    War Standard Milky Monte Dark Web""".split()


def protect(title: str, lettering: Lettering = IN_ASCII) -> str:
    """Return a cleaned title as LaTeX text with minimal braces: acronyms, inner capitals, names, letters, math."""
    if not title.isascii():
        title = romanised_words(title, lettering)
    texts, formulas, done = list[str](), list[str](), 0
    for start, end in latex.math_spans(title):
        texts.append(_text_of(title[done:start]))
        formulas.append(f"{{${portable(title[start + 1 : end - 1])}$}}")
        done = end
    texts.append(_text_of(title[done:]))
    words = _text_of(_FORMULA.sub(" ", title)) if "$" in title else texts[0]
    protected = [_braced(text, spans, lettering) for text, spans in zip(texts, _spans_of(words, texts), strict=True)]
    return "".join(each for pair in zip(protected, [*formulas, ""], strict=True) for each in pair)


def name_spans(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Return what a style must not lower-case in a title's texts between its formulas."""
    return _spans_of(" ".join(texts), texts)


def _spans_of(words: str, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    spans = _reading(words)
    return [spans(text, number == 0) for number, text in enumerate(texts)]


def _reading(words: str) -> Callable[[str, bool], list[tuple[int, int]]]:
    """Return how capitals of a title count, by its words."""
    if _is_shouted(words):
        return _nothing
    if not is_sentence_case(words):
        return _protected
    # Where all else is in lower case, as in most, there is no name to look for.
    return _names_only if not _is_lower(words[1:]) and _has_many_capitals(words) else _capitals


def _text_of(text: str) -> str:
    text = _TIE.sub(" ", text) if "~" in text else text
    if not _MARKED.search(text):  # as most
        return text
    return latex.decode(latex.readable(text)).replace("{", "").replace("}", "")


def _braced(text: str, spans: list[tuple[int, int]], lettering: Lettering) -> str:
    """Return a text as LaTeX, with some spans of it in braces."""
    pieces = []
    done = 0
    for start, end in spans:
        plain, braced = (latex.encode(part, lettering) for part in (text[done:start], text[start:end]))
        pieces.append(f"{plain}{{{braced}}}")
        done = end
    return "".join([*pieces, latex.encode(text[done:], lettering)])


def is_sentence_case(words: str) -> bool:
    """Return whether a title is in sentence case, without its formulas: most of its longer words are in lower case.

    A capital in such a title is evidence on its own. Acronyms and names say nothing, since they have one in any title.
    """
    compounds = (_PHRASES.sub(" ", words) if _may_have_phrases(words) else words).split()[1:]
    if _is_lower("".join(compounds)):  # as most: one longer word says as much as all
        first = (word[0] for each in compounds if (word := _LONGER.match(each.lstrip("\"'“‘`(["))))
        return any(word not in _JOINING and not _is_protected(word) for word in first)
    longer = [word[0] for each in compounds if (word := _LONGER.match(each.lstrip("\"'“‘`([")))]
    plain = [word for word in longer if word not in _JOINING and not _is_protected(word)]
    return bool(plain) and 2 * sum(word[0].isupper() for word in plain) <= len(plain)


def _is_lower(text: str) -> bool:
    return text == text.lower()


def _may_have_phrases(text: str) -> bool:
    """Return whether a text may hold a name of several words: each has a capital behind its beginning."""
    return not _is_lower(text[1:]) and any(word in text for word in _OF_PHRASES)


def _has_many_capitals(words: str) -> bool:
    """Return whether half of a title's longer words have capitals: those of words that are no names say nothing."""
    longer: list[str] = _LONGER.findall(words)[1:]
    return 2 * sum(word[0].isupper() for word in longer) >= len(longer)


def _is_shouted(words: str) -> bool:
    """Return whether a title is all in capitals: none of them says anything."""
    return words.isupper() and len(_LONGER.findall(words)) >= _FEWEST_SHOUTED


def _nothing(text: str, begins: bool) -> list[tuple[int, int]]:  # noqa: ARG001, FBT001 - as those below
    return []


def _capitals(text: str, begins: bool) -> list[tuple[int, int]]:  # noqa: FBT001 - called by place, as `_protected` is
    """Return the spans of all words with capitals; a style keeps the first letter, and the one after a colon."""
    if begins and _is_lower(text[1:]):
        return []
    found = [match.span() for match in _PHRASES.finditer(text)] if _may_have_phrases(text) else []
    taken = [Span(*span) for span in found]
    for match in _COMPOUND.finditer(text):
        start, end = match.span()
        if overlaps(Span(start, end), taken):
            continue
        is_kept = (begins and start == 0) or _COLON.search(text, max(0, start - 2), start) is not None
        word = match[0][1:] if is_kept else match[0]
        if any(map(str.isupper, word)):
            found.append(_narrowed(text, start, end) if match[0][0].islower() or not is_kept else (start, end))
    return sorted(found)


def _names_only(text: str, begins: bool) -> list[tuple[int, int]]:  # noqa: FBT001 - called by place
    """Return the spans of the words with capitals that are more than words."""
    return [span for start, end in _capitals(text, begins) for span in _without_common(text, start, end)]


def _without_common(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _PHRASES.fullmatch(text, start, end):
        yield start, end
        return
    parts = [Span(start + part.start(), start + part.end()) for part in _PART.finditer(text[start:end])]
    names = [part for part in parts if any(map(str.isupper, text[slice(*part)])) and not _is_word(text[slice(*part)])]
    if names:
        is_whole = len(names) == len(parts) or any(part.end - part.start == 1 for part in names)  # "K-Theory"
        yield (start, end) if is_whole else (names[0].start, names[-1].end)


def _is_word(text: str) -> bool:
    """Return whether a word is no name, although it has a capital."""
    from bibtools.tex.common_words import is_common  # for titles in between

    return len(text) > 1 and text[1:].islower() and not _is_protected(text) and is_common(text)


def _narrowed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of a compound from its first word with a capital to its last one."""
    parts = [
        (start + part.start(), start + part.end())
        for part in _PART.finditer(text[start:end])
        if any(map(str.isupper, part[0]))
    ]
    return (parts[0][0], parts[-1][1]) if parts else (start, end)


def _protected(text: str, begins: bool) -> list[tuple[int, int]]:  # noqa: FBT001 - called by place
    """Return the spans to brace; a compound before the first colon is a name and stays whole ("OoD-Bench: …")."""
    name = re.match(r"[^\s:]*(?=:\s)", text) if begins else None
    if name and any(_is_protected(word[0]) for word in _WORD.finditer(name[0])):
        rest = [(start + name.end(), end + name.end()) for start, end in _words(text[name.end() :])]
        return [name.span(), *rest]
    return _words(text)


def _words(text: str) -> list[tuple[int, int]]:
    phrases = [Span(*match.span()) for match in _PHRASES.finditer(text)] if _may_have_phrases(text) else []
    words = (match for match in _WORD.finditer(text) if _is_protected(match[0]) or _is_letter(text, match))
    alone = (match.span() for match in words if not overlaps(Span(match.start(), match.start() + 1), phrases))
    return _joined(text, [_with_person(text, *span) for span in sorted([*phrases, *alone])])


def _with_person(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a name with one that a hyphen joins to it: who stands beside "Thirring" is a person, too."""
    if text[end : end + 1] not in _HYPHENS and text[start - 1 : start] not in _HYPHENS:
        return start, end
    if text[start:end] not in _PROPER:
        return start, end
    before, behind = _PERSON_BEFORE.search(text, max(0, start - 30), start), _PERSON_BEHIND.match(text, end)
    if before and not _is_no_person(before[1]):
        start = before.start(1)
    if behind and not _is_no_person(behind[1]):
        end = behind.end()
    return start, end


def _is_no_person(word: str) -> bool:
    from bibtools.tex.common_words import is_common  # where a name is joined

    return is_common(word) or word in _PREFIXES


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in which those that one sign joins are one; a single letter before "/" or "&" belongs to it."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif found and found[-1][1] + 1 == start and _JOINED.match(text, start - 1):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=4096)  # titles have many words in common
def _is_protected(word: str) -> bool:
    """Return whether lower case would spoil a word: an inner capital, or a proper name."""
    rest = word[1:]
    return (
        (not rest.islower() and any(char.isupper() for char in rest))
        or word.removesuffix("'s").removesuffix("s") in _PROPER
        or word in _PROPER
    )


def _is_letter(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    if len(word) != 1 or not (word.isascii() and word.isupper()):
        return False
    following, before = text[match.end() : match.end() + 1], text[match.start() - 1 : match.start()]
    if following in {"/", "&"} or before in {"/", "&"}:
        return True
    if word == "A" and match.start() > 0 and _BESIDE_LETTER.match(text, match.end()):
        return True
    return word not in _ALONE or (following in {"-", "+", "'"} and match.start() > 0)
