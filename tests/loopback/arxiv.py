"""arXiv's query API, which answers a batch of ids by an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from loopback.papers import Paper, without_suffix
from loopback.replies import Reply
from loopback.service import FakeService
from loopback.xml_text import xml_element, xml_text

# What the service validates; note that it searches, so trailing junk passes and then matches nothing.
_WELL_FORMED = re.compile(r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7}")
_ATOM = "application/atom+xml; charset=utf-8"


@dataclass
class FakeArxiv(FakeService):
    empty_feeds: int = 0
    cut_feeds: int = 0  # that hold one paper, whatever they say
    refuses: frozenset[str] = frozenset()  # ids that it calls malformed
    refuses_silently: frozenset[str] = frozenset()  # ids that spoil a batch without being named
    silent_status: int = 400  # or 500
    finds: bool = False  # every known paper, whatever words are searched for

    def answer(self, path: str) -> Reply:
        if "search_query" in _query(path):
            return self._searched(path)
        asked = _asked(path)
        malformed = [each for each in asked if not _WELL_FORMED.search(each) or each in self.refuses]
        if malformed:
            named = malformed[0]
            return Reply(400, _error(f"#incorrect_id_format_for_{named}", f"incorrect id format for {named}"), _ATOM)
        if self.refuses_silently.intersection(asked):
            return self.refusal() if self.silent_status == 400 else Reply(self.silent_status, "Internal Server Error")
        limit = int(_query(path).get("max_results", ["10"])[0])
        found: list[Paper | None] = []
        if self.empty_feeds:
            self.empty_feeds -= 1
        else:
            found = self.found(path, b"")
        if self.cut_feeds:
            self.cut_feeds -= 1
            limit = 1
        return Reply(200, _feed([paper for paper in found if paper][:limit], len(found)), _ATOM)

    def _searched(self, path: str) -> Reply:
        found = [*self.papers.values()] if self.finds else []
        limit = int(_query(path).get("max_results", ["10"])[0])
        return Reply(200, _feed(found[:limit], len(found)), _ATOM)

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        return [*self.in_no_order(re.sub(r"v[0-9]+$", "", each) for each in _asked(path))]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        papers = [paper for paper in found if paper]
        return Reply(200, _feed(papers, len(papers)), _ATOM)

    def refusal(self) -> Reply:
        return Reply(400, _error("", "the request cannot be processed"), _ATOM)


def _query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query, keep_blank_values=True)


def _asked(path: str) -> list[str]:
    return _query(path).get("id_list", [""])[0].split(",")


def _feed(papers: Sequence[Paper], total: int) -> str:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/xyz</id>
  <title>arXiv Query</title>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  {"".join(map(_entry, papers))}
</feed>"""


def _entry(paper: Paper) -> str:
    scheme = 'scheme="http://arxiv.org/schemas/atom"'
    categories = "".join(f'<category term="{xml_text(each)}" {scheme}/>' for each in paper.categories)
    authors = "".join(f"<author><name>{xml_text(without_suffix(name))}</name></author>" for name in paper.authors)
    optional = (
        xml_element("arxiv:comment", paper.comment)
        + xml_element("arxiv:journal_ref", paper.journal_ref)
        + xml_element("arxiv:doi", paper.doi)
    )
    return f"""<entry>
    <id>http://arxiv.org/abs/{paper.id}v{paper.version}</id>
    <title>{xml_text(paper.title)}</title>
    <updated>2024-05-06T00:00:00Z</updated>
    <summary>{xml_text(paper.abstract)}</summary>
    {categories}
    <published>{paper.published}T10:00:00Z</published>
    {optional}<arxiv:primary_category term="{xml_text(paper.category)}"/>
    {authors}
  </entry>"""


def _error(anchor: str, summary: str) -> str:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/</id><title>arXiv Search Results</title>
  <entry><id>https://arxiv.org/api/errors{anchor}</id><title>Error</title>
    <summary>{summary}</summary><author><name>arXiv api core</name></author></entry>
</feed>"""
