"""BibTeX styles: which of the fields that identify a preprint each one reads.

The fields are listed in the `ENTRY` command of its `.bst` ("Designing BibTeX Styles", section 2); for the styles that
come with TeX and with venues they were read there.
"""

from __future__ import annotations

import re

EPRINT, URL = "eprint", "url"
_IDENTIFYING = frozenset({EPRINT, URL})
_KNOWN = {
    frozenset({EPRINT, URL}): """acl acl_natbib acm-reference-format aipauth4-2 aipnum4-2 apsrev apsrev4-1 apsrev4-2
        apsrmp4-1 apsrmp4-2 elsarticle-harv elsarticle-num elsarticle-num-names jhep jhep3 mnras aasjournal aasjournalv7
        quantum utphys utcaps""",
    frozenset({URL}): """abbrvnat plainnat unsrtnat plainurl unsrturl abbrvurl alphaurl ieeetran ieeetrann splncs04
        iclr2021_conference iclr2022_conference iclr2023_conference iclr2024_conference iclr2025_conference icml2020
        icml2021 icml2022 icml2023 icml2024 icml2025""",
    frozenset(): """abbrv acm alpha amsalpha amsplain apalike ieee ieee_fullname ieeenat_fullname ieeetr plain siam
        siamplain splncs splncs03 spbasic spmpsci unsrt""",
}
_READ = {style: read for read, styles in _KNOWN.items() for style in styles.split()}
_ENTRY = re.compile(r"^[^\S\n]*+ENTRY\s*+\{([^{}]*)\}", re.IGNORECASE | re.MULTILINE)
_COMMENT = re.compile(r"%.*")


def reads(style: str, text: str | None = None) -> frozenset[str] | None:
    """Return which of `eprint` and `url` a style reads, from its text if that is given; None if unknown."""
    if text is None:
        return _READ.get(style.lower().removesuffix(".bst"))
    match = _ENTRY.search(_COMMENT.sub("", text))
    return _IDENTIFYING.intersection(match[1].lower().split()) if match else None
