"""BibTeX styles that are known by their names: which fields that identify a preprint they print, and their macros.

A style whose text is at hand is run instead (see `style_output`): the table serves where there is no text.
Tests compare it with the styles that TeX installs.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

EPRINT, URL = "eprint", "url"
_IDENTIFYING = frozenset({EPRINT, URL})
_KNOWN = {
    frozenset({EPRINT, URL}): """aapmrev4-2 aasjournal aasjournalv7 abbrvhtml abbrvurl acl acl_natbib
        acm-reference-format aipauth4-1 aipauth4-2 aipnum4-1 aipnum4-2 alphahtml alphahtmldate alphahtmldater alphaurl
        apsrev apsrev4-1 apsrev4-2 apsrmp apsrmp4-1 apsrmp4-2 asmeconf asmejour bath bathx cas-model2-names cmpj
        elsarticle-harv elsarticle-num elsarticle-num-names gbt7714-2005-author-year gbt7714-2005-numerical
        gbt7714-author-year gbt7714-numerical iopart-num jhep jhep3 jss2 mnras naturemag plainhtml plainhtmldate
        plainhtmldater plainurl prtec sapthesis thuthesis-author-year thuthesis-bachelor thuthesis-numeric unifith
        unsrthtml unsrturl usmeg-a usmeg-n utcaps utphys""",
    frozenset({EPRINT}): "quantum unamthesis",
    frozenset({URL}): """abbrvnat plainnat unsrtnat ieeetran ieeetrann splncs04
        iclr2021_conference iclr2022_conference iclr2023_conference iclr2024_conference iclr2025_conference icml2020
        icml2021 icml2022 icml2023 icml2024 icml2025""",
    frozenset(): """abbrv acm alpha amsalpha amsplain apalike ieee ieee_fullname ieeenat_fullname ieeetr plain siam
        siamplain splncs splncs03 spbasic spmpsci unsrt""",
}
_READ = {style: read for read, styles in _KNOWN.items() for style in styles.split()}
_ENTRY = lazy_pattern(r"^[^\S\n]*+ENTRY\s*+\{([^{}]*)\}", re.IGNORECASE | re.MULTILINE)
_MACRO = lazy_pattern(r"^[^\S\n]*+MACRO\s*+\{\s*+([^{}\s]+)\s*+\}", re.IGNORECASE | re.MULTILINE)
_COMMON = frozenset("abbrv abbrvnat acm alpha apalike ieeetr plain plainnat siam unsrt unsrtnat".split())
_COMMENT = lazy_pattern(r"%.*")


# The abbreviations that the styles of BibTeX itself and most of those made of them define, beside the months.
COMMON_MACROS = frozenset(
    """acmcs acta cacm ibmjrd ibmsj ieeese ieeetc ieeetcad ipl jacm jcss scp sicomp tcs tocs tods tog toms toois
    toplas""".split()
)
# What styles for astronomy define: https://ui.adsabs.harvard.edu/help/actions/journal-macros
ASTRONOMICAL_MACROS = frozenset(
    """aj actaa araa apj apjl apjs ao apss aap aapr aaps azh baas bac caa cjaa icarus jcap jrasc memras mnras na nar pra
    prb prc prd pre prl pasa pasp pasj rmxaa qjras skytel solphys sovast ssr zap nat iaucirc aplett apspr bain fcp gca
    grl jcp jgr jqsrt memsai nphysa physrep physscr planss procspie""".split()
)


def macros(text: str) -> frozenset[str]:
    """Return the abbreviations that a style defines, in lower case, from its text."""
    return frozenset(name.lower() for name in _MACRO.findall(_COMMENT.sub("", text)))


def is_common(style: str) -> bool:
    """Return whether a style is one of those that define the common abbreviations and no others."""
    return style.lower().removesuffix(".bst") in _COMMON


def reads(style: str, text: str | None = None) -> frozenset[str] | None:
    """Return which of `eprint` and `url` a style reads, from its text if that is given; None if unknown."""
    if text is None:
        return _READ.get(style.lower().removesuffix(".bst"))
    match = _ENTRY.search(_COMMENT.sub("", text))
    return _IDENTIFYING.intersection(match[1].lower().split()) if match else None
