"""Initials behind a name: "Prashanth L. A.", "Karthik C. S." and "Srivatsan R" are Prashanth, Karthik and Srivatsan.

In the south of India they stand for the names of the father and the place, and nobody has one for a family name. Such a
name is entered under the given one, with the initials behind ("Anglo-American Cataloguing Rules", 22.25), and so is one
that a list has turned round: "Li F.-F.".
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.core.lazy_pattern import lazy_pattern

# Without a full stop a vowel may be a family (Weinan E, Min-hwan O), and so may X and Y.
_INITIAL = lazy_pattern(r"[A-ZÀ-ÖØ-Þ]\.(?:-?[A-ZÀ-ÖØ-Þ]\.)*|[B-DF-HJ-NP-TVWZ]")
_NAME = lazy_pattern(r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’\u0300-\u036f-])+")


def initials_behind(words: Sequence[str]) -> int:
    """Return how many words at the end of a name are initials; 0 where not all before them are words of a name."""
    count = 0
    while count < len(words) and _INITIAL.fullmatch(words[-1 - count]):
        count += 1
    before = words[: len(words) - count]
    return count if before and all(_NAME.fullmatch(word) and not word.isupper() for word in before) else 0
