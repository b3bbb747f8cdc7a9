"""BibTeX styles: whether one prints the field `eprint`.

What a style reads stands in the `ENTRY` list of its `.bst` ("Designing BibTeX Styles", section 2); of the styles that
come with TeX and with venues it was read there.
"""

from __future__ import annotations

import re

_READING = frozenset(
    """acl acl_natbib acm-reference-format aipauth4-2 aipnum4-2 apsrev apsrev4-1 apsrev4-2 apsrmp4-1 apsrmp4-2
    elsarticle-harv elsarticle-num elsarticle-num-names jhep jhep3 mnras aasjournal aasjournalv7 quantum utphys
    utcaps""".split()
)
_NOT_READING = frozenset(
    """abbrv abbrvnat acm alpha amsalpha amsplain apalike cvpr eccv iclr iclr2021_conference iclr2022_conference
    iclr2023_conference iclr2024_conference iclr2025_conference icml2020 icml2021 icml2022 icml2023 icml2024 icml2025
    ieee ieee_fullname ieeenat_fullname ieeetr ieeetran ieeetrans ieeetrann plain plainnat plainurl siam siamplain
    spbasic splncs splncs03 splncs04 spmpsci unsrt unsrtnat unsrturl""".split()
)
_ENTRY = re.compile(r"^\s*ENTRY\s*\{([^{}]*)\}", re.IGNORECASE | re.MULTILINE)
_COMMENT = re.compile(r"%.*")


def reads_eprint(style: str, text: str | None = None) -> bool | None:
    """Tell whether a style reads `eprint`, by its text where that is at hand; None where nobody knows."""
    if text is not None:
        match = _ENTRY.search(_COMMENT.sub("", text))
        return "eprint" in match[1].lower().split() if match else None
    name = style.lower().removesuffix(".bst")
    if name in _READING:
        return True
    return False if name in _NOT_READING else None
