"""Wordings of comments, as patterns: what announces a venue, what makes no claim, what separates them.

All are case-insensitive, and compiled on first use.
"""

from __future__ import annotations

from bibtools.core.months import SHORTENED
from bibtools.records.venues.venue_claim import ACCEPTED, PUBLISHED, SUBMITTED, WORKSHOP

REFUSED = "refused"
CUES = (
    (REFUSED, (r"rejected|not (?:yet )?accepted|if accepted|in preparation|prepared for|intended (?:for|to)|planned|"
     r"(?:to|will|would|shall|can|could) be (?:re)?submitted|withdrawn? from|going to submit|plan to")),
    (ACCEPTED, (r"accepted|accept(?= (?:by|to|at|in)\b)|(?<!for )acceptance|to (?:also )?appear|(?:to|"
               r"will) be (?:published|presented|included)|will appear|"
     r"(?:has|have) been presented|presented|presentation(?= (?:at|in)\b)|in press|forthcoming")),
    (SUBMITTED, (r"(?:re-?)?submitted|submission|submit|under[ -]?(?:\w+[ -]?\w* )?(?:review|revision)|in review|"
                r"in revision")),
    (PUBLISHED, r"publish(?:ed| version)|appear(?:s|ed|ing)|camera[- ]ready|reprint from|reprinted from"),
)  # fmt: skip
COPYRIGHT = r"(?:\(c\)|©|\bcopyright) ?(?:19|20)[0-9]{2}(?: by)?(?: the)? (?:IEEE|ACM)\."
# Counts only on its own: "to appear in the proceedings of" has not appeared yet.
PROCEEDINGS = (
    r"(?:in )?(?:the )?(?:pre-?|post-?)?proceedings? of|in (?:the )?(?:proceedings?|proc\.?)(?! for)|"
    r"proceedings? (?:for|version)|\bproc\. of"
)
RANK = {PUBLISHED: 4, ACCEPTED: 3, WORKSHOP: 2, SUBMITTED: 1}
TRACKS = (
    ("Best Paper", r"best (?:student |short )?paper(?: award)?(?! candidate| nomin| finalist)"),
    ("Datasets and Benchmarks", r"datasets? (?:and|&) benchmarks?"),
    ("Findings", r"findings"),
    ("Spotlight", r"spotlight"),
    ("Oral", r"oral|talk"),
    ("Poster", r"posters?"),
    ("Demo", r"demos?|demonstrations?|demo track"),
    ("Tutorial", r"tutorial(?!s)"),
    ("Short", r"short (?:paper|papers)|short"),
    ("Doctoral", r"doctoral(?: consortium| symposium| programme?|(?=\)))"),
    ("Industry", r"industry(?=\))|industr(?:y|ial) track|(?:software engineering )?in practice track"),
)
OTHER_VERSION = (
    r"(?:extended|full(?:er)?|long(?:er)?|short(?:er|ened)?|preliminary|early|earlier|previous|abridged|"
    r"condensed|concise|"
    r"conference|journal|expanded|augmented|initial|brief(?:er)?|old(?:er)?|different|partial|complete|enhanced|"
    r"first|"
    r"reduced|improved|modified|compressed|archival|enlarged|detailed|original|summary)"
)  # fmt: skip
ABOUT_ANOTHER = (
    (rf"\b{OTHER_VERSION}(?:\W+\w+){{0,2}}?\W+(?:versions?|announcements?|drafts?|report|"
    rf"summary)\b(?!,|\W+accepted (?:to|for|by|at|in)\b)"),
    (r"\bfor the (?:\w+ )?(?:version|paper)\b"),
    (r"\b(?:version (?:one|two|1|2|v1|v2)|abstract (?:version|form))\b"),
    (r"(?<!as a )(?<!as an )\b(?:extended|preliminary|previous|earlier|companion) (?:abstract|paper|article|work|"
    r"results?)\b(?![,)])"),
    (r"\b(?:of|our|from|to|the) (?:\w+ )?(?:conference|journal|original|published|workshop) (?:paper|article|"
    r"work|publication|results?)\b"),
    (r"(?<!this )\b(?:technical|tech\.?) report\b(?!,)|\btechreport\b|\bextension of\b|\bextends\b|\bextended from\b|"
    r"\bversions? of\b[^,;]*\bversions?\b"),
    (r"\b(?:supplement\w*|appendi\w+|proofs?|slides|companion|corrigendum|erratum|comment|reply|response|"
    r"addendum|code|extention|extension|work|"
    r"details|material|manual) (?:\w+ ){0,2}(?:of|for|to|on|from|accompanying|based)\b"),
    (r"\b(?:in part|partially|partly|parts? of(?! (?:the )?(?-i:[A-Z]))|portions?|some (?:of the )?(?:results|"
    r"material)|excerpt)\b"),
    (r"\b(?:based on|buil(?:ds|t|ding) (?:up)?on|extending|supersedes|replaces|generali[sz]es|follow[- ]?up|"
    r"see also|cf)\b"),
    (r"\b(?:previous|earlier|another|related|sister|our (?:\w+ )?(?:19|20)[0-9]{2})\b|\babstract (?:of|has|was|"
    r"appear)|\babstract$"),
)  # fmt: skip
FILLER = (
    r"(?:[\s,:'\"“”‘’`(<*.=-]|\b(?:for|possible|publication|publications|publishing|publish|presentation|"
    r"inclusion|review|acceptance|consideration|extended abstract(?=,)|as|an?|and|was|is|has|been|to"
    r"|full|long|short|regular|conference|oral|poster|spotlight|contributed|invited|research|technical|paper|"
    r"papers|manuscript|preprint|copy|draft|talk|article|presentation|journal(?! of| on| for| paper)|"
    r"journal(?= paper)|"
    r"will|be|appear|accepted|presented|published|included|in|at|by|to|on|under|with|from|within|via|the|"
    r"proceedings?|proc|of|upcoming|"
    r"peer|peer-reviewed|annual|revised|minor|major|revisions?|version|special issue (?:of|in|on)|special issue|"
    r"special session|(?:future|upcoming|forthcoming|next) issue of|"
    r"(?:Taylor (?:&|and) Francis(?: Group)?|Elsevier|Springer|Wiley)(?= in\b)|"
    r"(?:IEEE|ACM|IFIP|IFAC|SPIE)(?=\s+[0-9]{1,3}(?:st|nd|rd|th)\b)|"
    r"(?:19|20)[0-9]{2}|[0-9]{1,3}(?:st|nd|rd|th)|first|second|third|[a-z]*(?:teenth|tieth|ieth|[a-z]-(?:first|"
    r"second|third|\w+th))"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b)*"
)  # fmt: skip
END = (
    r"copyright|©|\b(?=\w)(?:arxiv\b|(?:source|our|the|all|python|matlab|full)\s+codes?\b(?!(?-i: [A-Z]))|"
    r"codes?\b(?=\W*(?:$|:|(?:and (?:data|model)\w*|is|are|will|can|at|on|avail\w*|releas\w*|https?|github|with|for)"
    r"\b))|"
    r"project (?:web)?page|(?:extended|full|long|longer) version\b|"
    r"for (?:more|source)|please cite|https?\b|with (?:supp|append)|doi\b)"
)  # fmt: skip
PUBLISHER = (
    r"\s+(?:by|with|through)\s+(?:the\s+)?(?:AAAI|ACM|IEEE|IET|Springer|Elsevier|Wiley|SCITEPRESS|Scitepress|Atlantis|CEUR|IOP|SIAM|"
    r"Dagstuhl)(?:[\s-]+(?:Press|Publish\w+|Verlag|Computer Society|Xplore|Digital Library|CS|DL))*\s*(?:$|[,.;()])"
)
SPECIAL_ISSUE = r"special (?:issue|section|session)s? (?:on|of|for|from|dedicated to|devoted to)\W(?:[^,;]{0,60}\W)?$"
MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
# In a clause that speaks of another version first: "…, full paper accepted for publication in".
OF_THIS = (
    r"[,;.]\W*(?:the |this |and )*(?:full|long|present|journal|extended|complete)\W+(?:paper|version|article)\W*"
    r"(?:is |was |has been )?$"
)
ACCEPTED_ON = (
    rf"accepted\W+(?:on |in )?(?:[0-9]{{1,2}}\W+)?(?:{MONTHS})\w*\W+(?:[0-9]{{1,2}}\W+)?(?P<year>20[0-3][0-9])"
)
NOTHING = r"[\W_]|\b(?:and|is|was|has|been|also|now)\b"
HOSTED = r"\bco-?(?:located|hosted)\b"
NO_PAPER = (
    r"(?:['’-]?(?:19|20)?[0-9]{2})?\W*(?:\w+\W+){0,2}?(?:challenge|competition|style|template|"
    r"format(?:ting)?|cup|shared task|reviewers?|tutorial on|deadline)\b"
)
YEAR = (
    r"(?<![0-9:./])(?<![0-9][-–])(?<![0-9]--)(?:(?P<four>(?:19[5-9]|20[0-3])[0-9])|(?:(?<=['’])|"
    r"(?<=[A-Z]-))(?P<two>[0-39][0-9]))"
    r"(?![\w/])(?!\.[0-9])(?!-{1,2}[0-9]{3})(?!-[A-Z]{1,3}-)"
)
DATE = r"\b[0-3]?[0-9](?P<sign>[./-])[01]?[0-9](?P=sign)(?P<four>(?:19[5-9]|20[0-3])[0-9])\b(?P<two>)"
FOUR_DIGITS = r"(?<![0-9/.:-])(?P<four>(?:19[5-9]|20[0-3])[0-9])(?![0-9/.])(?P<two>)"
GLUED_YEAR = (
    r"\W{0,3}(?P<four>(?:19[5-9]|20[0-3])[0-9])(?![0-9]|-[A-Z])|"
    r"(?:\s?['’]\s?|-?|(?<=[A-Z])\s)(?P<two>[0-39][0-9])(?![0-9\w:,–-][0-9]|[0-9\w]|\s*(?:pages|figures|\())"
)
COUNTS = (
    r"(?:^|(?<=[,.;+])|(?<=[,.;+]\s))\s*(?:about |total |"
    r"\W*)?[0-9]+(?:\s*\+\s*[0-9]+)?\s*(?:\w+[\s-]){0,2}?(?:pages?|pp?|pgs?|figures?|figs?|tables?|"
    r"references|equations|theorems|appendi\w+|columns?|authors)\b[^,.;]{0,40}?(?:[,.;]|$)\s*(?:and\s+)?"
)  # fmt: skip


ABBREVIATIONS = frozenset(
    """trans conf proc int intl symp lett commun comm inf inform info theor th wirel netw veh technol tech autom sel
    syst sys comput phys rev math astron astrophys chem appl ann stat anal mach learn res intell recognit eng sci
    nucl instrum soc roy mon not surv mag univ dr prof st vol no pp ed eds sig signal quant grav condens matter amer
    adv ser mod j electron combin discrete geom funct nat acad dept
    ass assoc ieee parallel distrib softw""".split()
).union(SHORTENED)  # fmt: skip
