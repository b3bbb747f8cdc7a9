"""Titles for BibTeX: minimal braces around what a style must not lower-case.

BibTeX's `change.case$` keeps the first letter of a title and the first after a colon, and whatever is in braces.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bibtools.core.text import Span, overlaps
from bibtools.tex import latex
from bibtools.tex.math import portable

_WORD = re.compile(r"(?<![^\W_])[A-Z]-[A-Z][a-z]+|[^\s\-/()\[\],;:.!?“”\"'`+&=]+(?:'[a-z]+)?")
_ALONE = frozenset({"A", "I"})  # single capital letters that are words

# Names whose capital is not theirs by form: people, places and languages that titles are full of. Names that are
# words as well (Green, Sun) are left out.
_PROPER = frozenset(
    """Abel Abelian Africa African America American Arabic Archimedean Asia Asian Atari Australia Australian Banach
    Bayes Bayesian Bell Bellman Bengali Bernoulli Bessel Bluetooth Bohr Boltzmann Boolean Borel Bose Brazil Brazilian
    Britain British Brownian Burgers Canada Canadian Cantor Carlo Cartesian Cauchy Chebyshev Chern China Chinese
    Clifford Coulomb Czech Danish Darcy Dirac Dirichlet Doppler Dutch Earth Ebola Einstein Einsteinian English
    Ethereum Euclidean Euler Eulerian Europe European Facebook Fermi Feynman Fibonacci Finnish Fisher Flickr Fourier
    France French Frobenius Fukushima Galilean Galois Gauss Gaussian Georgia German Germany Gibbs Google Greek Haar
    Hadamard Hamilton Hamiltonian Hausdorff Hawking Hebrew Heisenberg Hermite Hermitian Hessian Higgs Hilbert Hindi
    Hopf Hubble India Indian Indonesian Instagram Iranian Irish Ising Israel Israeli Italian Italy Jacobi Jacobian
    Japan Japanese Jordan Jupiter Kalman Kepler Korea Korean Kronecker Kähler Lagrange Lagrangian Landau Langevin
    Laplace Laplacian Latin Lebesgue Legendre Lie Linux Lipschitz London Lorentz Lorentzian Lyapunov Mandarin Markov
    Markovian Mars Maxwell Mersenne Mexico Mills Minkowski Monte Nash Neptune Netflix Neumann Newton Newtonian
    Noether Norwegian Pareto Paris Parkinson Pascal Pauli Persian Petri Planck Pluto Poincaré Poisson Poissonian
    Poland Polish Portuguese Python Ramanujan Reddit Riccati Ricci Riemann Riemannian Romanian Russia Russian
    Rydberg Sanskrit Saturn Schrödinger Schwarzschild Seifert Shannon Shapley Siamese Slovak Sobolev Spain Spanish
    Stackelberg Stokes Swedish Swiss Switzerland Taylor Telugu Thai Tikhonov Toda Toeplitz Tokyo Turing Turkish
    Twitter Ukrainian Urdu Vandermonde Venus Vietnamese Voronoi Wasserstein Weyl Wiener Wigner Wikidata Wikipedia
    Yang YouTube Zeeman Zipf""".split()
)
# Names of two words that are none by themselves.
_PHRASES = re.compile(
    r"\b(?:Standard Model|Big Bang|Milky Way|Monte Carlo|Dark Energy Survey|Solar System|Web of Science)\b"
)


def protect(title: str, *, unicode: bool = False) -> str:
    """Return a cleaned title as LaTeX text with minimal braces: acronyms, inner capitals, names, letters, math."""
    pieces = []
    done = 0
    for start, end in latex.math_spans(title):
        pieces += [
            _protect_text(title[done:start], begins=done == 0, unicode=unicode),
            f"{{${portable(title[start + 1 : end - 1])}$}}",
        ]
        done = end
    pieces.append(_protect_text(title[done:], begins=done == 0, unicode=unicode))
    return "".join(pieces)


def _protect_text(text: str, *, begins: bool, unicode: bool) -> str:
    text = latex.decode(latex.readable(text)).replace("{", "").replace("}", "")
    pieces = []
    done = 0
    for start, end in _protected(text, begins=begins):
        plain, braced = (latex.encode(part, unicode=unicode) for part in (text[done:start], text[start:end]))
        pieces.append(f"{plain}{{{braced}}}")
        done = end
    return "".join([*pieces, latex.encode(text[done:], unicode=unicode)])


def _protected(text: str, *, begins: bool) -> list[tuple[int, int]]:
    """Return the spans to brace; a compound before the first colon is a name and stays whole ("OoD-Bench: …")."""
    name = re.match(r"[^\s:]*(?=:\s)", text) if begins else None
    if name and any(_is_protected(word[0]) for word in _WORD.finditer(name[0])):
        rest = [(start + name.end(), end + name.end()) for start, end in _words(text[name.end() :])]
        return [name.span(), *rest]
    return _words(text)


def _words(text: str) -> list[tuple[int, int]]:
    phrases = [Span(*match.span()) for match in _PHRASES.finditer(text)]
    words = (match for match in _WORD.finditer(text) if _is_protected(match[0]) or _is_letter(text, match))
    alone = (match.span() for match in words if not overlaps(Span(match.start(), match.start() + 1), phrases))
    return sorted([*phrases, *alone])


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
    following = text[match.end() : match.end() + 1]
    return word not in _ALONE or (following in {"-", "+", "'"} and match.start() > 0)
