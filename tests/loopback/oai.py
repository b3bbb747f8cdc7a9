"""arXiv's OAI-PMH interface, which gives one record in the format `arXiv`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from loopback.papers import Paper, split_name
from loopback.replies import Reply
from loopback.service import FakeService
from loopback.xml_text import xml_element, xml_text

_XML = "text/xml; charset=utf-8"
_PREFIX = "oai:arXiv.org:"


@dataclass
class FakeOai(FakeService):
    page: int = 1000  # records of a list
    breaks: dict[int, Reply] = field(default_factory=dict)  # what comes instead of a page, by its number
    forgets: bool | str = False  # the next token that it is asked for, or "all"
    circles: bool = False  # the last page is followed by the first
    deleted: list[str] = field(default_factory=list)

    def answer(self, path: str) -> Reply:
        query = _query(path)
        if urlsplit(path).path != "/oai":
            return Reply(404, "404 page not found")
        if query.get("verb") == "ListRecords":
            return self._listed(query)
        if query.get("verb") != "GetRecord":
            return _error("badVerb", "Illegal OAI verb")
        if not query.keys() >= {"identifier", "metadataPrefix"}:
            return _error("badArgument", "The request lacks an argument")
        if query["metadataPrefix"] != "arXiv":
            return _error("cannotDisseminateFormat", "The metadataPrefix is not supported")
        return self.holding(self.found(path, b""))

    def _listed(self, query: dict[str, str]) -> Reply:
        token = query.get("resumptionToken", "")
        if token and self.forgets:
            self.forgets = self.forgets == "all"
            return _error("badResumptionToken", "The resumptionToken is not valid")
        skip = int(token.rpartition("skip=")[2] or 0)
        number = skip // self.page + 1
        if number in self.breaks:
            return self.breaks[number]
        some = list(self.papers.values())[skip : skip + self.page]
        gone = "".join(
            f'<record><header status="deleted"><identifier>{_PREFIX}{each}</identifier></header></record>'
            for each in (self.deleted if not skip else [])
        )
        if not some and not gone:
            return _error("noRecordsMatch", "No records match")
        more = f"verb=ListRecords&metadataPrefix=arXiv&from=2021-01-01&skip={skip + self.page}"
        more = more if not self.circles or skip + self.page < len(self.papers) else "skip=0"
        rest = xml_element("resumptionToken", more if self.circles or skip + self.page < len(self.papers) else "")
        return _envelope(f"<ListRecords>{gone}{''.join(map(_record, some))}{rest}</ListRecords>")

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        identifier = _query(path).get("identifier", "")
        if not identifier.startswith(_PREFIX):
            return []
        return [*self.in_no_order([re.sub(r"v[0-9]+$", "", identifier.removeprefix(_PREFIX))])]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        if not found:
            return _error("idDoesNotExist", "No record with this identifier")
        return _envelope(f"<GetRecord>{''.join(_record(paper) for paper in found if paper)}</GetRecord>")

    def refusal(self) -> Reply:
        return _error("badArgument", "The request cannot be processed")._replace(status=400)


def _query(path: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(path).query))


def _error(code: str, text: str) -> Reply:
    return _envelope(f'<error code="{code}">{text}</error>')


def _envelope(content: str) -> Reply:
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>2026-11-20T12:00:00Z</responseDate>
<request>http://oaipmh.arxiv.org/oai</request>
{content}
</OAI-PMH>"""
    return Reply(200, body, _XML)


def _record(paper: Paper) -> str:
    sets = "".join(f"<setSpec>{xml_text(':'.join(each.split('.')))}</setSpec>" for each in paper.categories)
    updated = "2024-05-06" if paper.version > 1 else ""
    metadata = (
        xml_element("id", paper.id)
        + xml_element("created", paper.published)
        + xml_element("updated", updated)
        + f"<authors>{''.join(map(_author, paper.authors))}</authors>"
        + f"<title>{xml_text(paper.title)}</title>"
        + xml_element("categories", " ".join(paper.categories))
        + xml_element("comments", paper.comment)
        + xml_element("journal-ref", paper.journal_ref)
        + xml_element("doi", paper.doi)
        + xml_element("license", "http://arxiv.org/licenses/nonexclusive-distrib/1.0/")
        + f"<abstract>  {xml_text(paper.abstract)}\n</abstract>"
    )
    return f"""<record>
<header><identifier>{_PREFIX}{paper.id}</identifier><datestamp>{updated or paper.published}</datestamp>{sets}</header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">{metadata}</arXiv></metadata>
</record>"""


def _author(display: str) -> str:
    author = split_name(display)
    rest = xml_element("forenames", author.given) + xml_element("suffix", author.suffix)
    return f"<author><keyname>{xml_text(author.family)}</keyname>{rest}</author>"
