"""Titles for BibTeX: minimal braces around what a style must not put in lower case.

BibTeX's `change.case$` keeps the first letter of a title and the first after a colon, and whatever stands in braces.
"""

from __future__ import annotations

import re

from bibtools import latex

_WORD = re.compile(r"(?<![^\W_])[A-Z]-[A-Z][a-z]+|[^\s\-/()\[\],;:.!?“”\"'`+&=]+(?:'[a-z]+)?")
_ALONE = frozenset({"A", "I"})  # single capital letters that are words

# Names whose capital is not theirs by form: people, places and languages that titles are full of. Names that are
# words as well (Green, Sun) are left out.
_PROPER = frozenset(
    """Bayes Bayesian Bellman Bernoulli Bohr Boltzmann Borel Bose Boolean Brownian Cantor Cartesian Cauchy Chern
    Chinese Coulomb Dirac Dirichlet Einstein English Euclidean Euler Fermi Feynman Fisher Fourier French Galois Gauss
    Gaussian German Gibbs Hamilton Hamiltonian Hausdorff Heisenberg Hermite Hermitian Higgs Hilbert Hopf Ising
    Jacobi Jacobian Kalman Kähler Lagrange Lagrangian Landau Langevin Laplace Laplacian Lebesgue Lipschitz Lorentz
    Lyapunov Markov Markovian Monte Carlo Nash Newton Newtonian Pareto Planck Poincaré Poisson Python Riemann Riemannian
    Schrödinger Shannon Sobolev Stokes Taylor Turing Wasserstein Weyl Wiener Zipf""".split()
)


def protect(title: str, *, unicode: bool = False) -> str:
    """Return a cleaned title as LaTeX text with minimal braces: acronyms, inner capitals, names, letters, math."""
    pieces = []
    done = 0
    for start, end in latex.math_spans(title):
        pieces += [_protect_text(title[done:start], begins=done == 0, unicode=unicode), f"{{{title[start:end]}}}"]
        done = end
    pieces.append(_protect_text(title[done:], begins=done == 0, unicode=unicode))
    return "".join(pieces)


def _protect_text(text: str, *, begins: bool, unicode: bool) -> str:
    text = latex.decode(text).replace("{", "").replace("}", "")
    pieces = []
    done = 0
    for start, end in _protected(text, begins=begins):
        plain, braced = (latex.encode(part, unicode=unicode) for part in (text[done:start], text[start:end]))
        pieces.append(f"{plain}{{{braced}}}")
        done = end
    return "".join([*pieces, latex.encode(text[done:], unicode=unicode)])


def _protected(text: str, *, begins: bool) -> list[tuple[int, int]]:
    """Return the spans to brace; a compound in front of the first colon is a name and stays whole ("OoD-Bench: …")."""
    name = re.match(r"[^\s:]*(?=:\s)", text) if begins else None
    if name and any(_is_protected(word[0]) for word in _WORD.finditer(name[0])):
        rest = [(start + name.end(), end + name.end()) for start, end in _words(text[name.end() :])]
        return [name.span(), *rest]
    return _words(text)


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text) if _is_protected(match[0]) or _is_letter(text, match)]


def _is_protected(word: str) -> bool:
    """Tell whether a word would be spoilt in lower case: a capital behind its first character, or a proper name."""
    return (
        any(char.isupper() for char in word[1:])
        or word.removesuffix("'s").removesuffix("s") in _PROPER
        or word in _PROPER
    )


def _is_letter(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    if len(word) != 1 or not (word.isascii() and word.isupper()):
        return False
    following = text[match.end() : match.end() + 1]
    return word not in _ALONE or (following in {"-", "+", "'"} and match.start() > 0)
