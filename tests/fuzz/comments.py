"""Comments and abstracts: venues that authors claim, withdrawals, and links to code."""

from __future__ import annotations

from bibtools.core.text import decode, encode
from bibtools.providers.raw_record import plain
from bibtools.records.codelinks import ranking
from bibtools.records.codelinks.addresses import addresses
from bibtools.records.venues.comment_parser import claim
from bibtools.records.venues.venue_claim import ACCEPTED, PUBLISHED, SUBMITTED, WORKSHOP, note
from bibtools.records.withdrawal import is_withdrawn
from bibtools.tex import latex
from fuzz.promises import Target, promise, promise_balanced, promise_printable

SEEDS = (
    "12 pages, 3 figures. Accepted by ICCV 2021 (Oral)",
    "To appear in Proceedings of the 36th International Conference on Machine Learning, Long Beach, 2019",
    "Submitted to ApJ; v2: typos corrected, code at https://github.com/ada/sort.",
    "ICML 2020 Workshop on Graph Learning, spotlight",
    "Published in Phys. Rev. Lett. 125, 030501 (2020); extended version of NeurIPS'19",
    "This paper has been withdrawn by the authors due to an error in Lemma 3",
    "Our code is available at \\url{https://github.com/ada/sort-\nnetworks}, unlike the code of [3] at gitlab.com/b/c",
    "IEEE Transactions on Pattern Analysis and Machine Intelligence, special issue, accepted 2022; KDD'21 demo",
)
WORDS = (
    *"accepted published submitted at in to appear workshop ICML NeurIPS".split(),
    *"CVPR'21 ApJ 2020 '19 ( ) , ; oral poster IEEE".split(),
    *"https://github.com/ada/sort gitlab.com/ huggingface.co/ \\url{ }".split(),
    *"code withdrawn v2: camera-ready version of".split(),
    *("Proceedings of the", "International Conference on", "Journal of", "\n", "\0", "\u202e", "\udc80", "our code"),
)  # fmt: skip
LATEST = 2200


def check(data: bytes) -> None:
    """Read a text as a comment, and as an abstract."""
    raw = decode(data)
    comment = latex.clean(raw)
    found = claim(comment)
    if found:
        promise(found.venue.strip(), f"a claim without a venue: {found}")
        promise(found.stage in {ACCEPTED, PUBLISHED, SUBMITTED, WORKSHOP}, f"no stage: {found}")
        promise(found.year is None or 1900 <= found.year <= LATEST, f"no year: {found}")
        written = note(found)
        promise(written is None or claim(written) == found, f"the note says something else: {written!r}")
        promise_balanced(latex.encode(written or ""), "note")
        promise_printable(written or "", "note")
    is_withdrawn(comment)
    spans = [each.span for each in addresses(raw)]
    promise(all(0 <= start < end <= len(raw) for start, end in spans), "an address outside of the text")
    promise(spans == sorted(spans), "addresses out of order")
    for link in ranking.links(raw, "abstract"):
        promise(link.url.startswith(("https://", "http://")), f"no address: {link}")
        promise_printable(link.url, "link")
        promise(not set(link.url) & set(' {}\\"<>^`|'), f"no address for LaTeX: {link}")
    plain(raw)


TARGETS = {"comments": Target(check, [encode(seed) for seed in SEEDS], [encode(word) for word in WORDS])}
