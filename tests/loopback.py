"""A loopback server that answers as arXiv's query API does, and can be told to fail as it does."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

# What the service validates; note that it searches, so trailing junk passes and then matches nothing.
_WELL_FORMED = re.compile(r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7}")


class Paper(NamedTuple):
    """One paper that the server knows."""

    id: str
    title: str
    authors: tuple[str, ...] = ("Ada Example",)
    published: str = "2021-01-02"
    category: str = "cs.LG"
    abstract: str = "We do things."
    comment: str = ""
    version: int = 1
    doi: str = ""


class Reply(NamedTuple):
    """A reply instead of a feed."""

    status: int
    body: str = ""
    content_type: str = "text/plain"
    headers: tuple[tuple[str, str], ...] = ()


RATE_EXCEEDED = Reply(429, "Rate exceeded.")
CHALLENGE = Reply(200, "<!doctype html><title>Making sure you're not a bot</title>", "text/html; charset=utf-8")
OUT_OF_ORDER = Reply(503, "<html>backend fetch failed</html>", "application/octet-stream")
NOT_XML = Reply(200, "<feed><entry>", "application/atom+xml")
FOREIGN_XML = Reply(200, "<rss version='2.0'/>", "application/atom+xml")
BOMB = Reply(200, '<!DOCTYPE feed [<!ENTITY a "aaaa">]><feed>&a;</feed>', "application/atom+xml")


@dataclass
class FakeArxiv:
    """The state of the server: what it knows, what it is told to reply first, and what it was asked."""

    papers: dict[str, Paper] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    empty_feeds: int = 0
    cut_feeds: int = 0  # that hold one paper, whatever they say
    refuses: frozenset[str] = frozenset()  # ids that it calls malformed
    url: str = ""

    def know(self, papers: Sequence[Paper]) -> None:
        self.papers.update((paper.id, paper) for paper in papers)

    def reply(self, path: str) -> Reply:
        self.requests.append(path)
        if self.replies:
            return self.replies.pop(0)
        query = parse_qs(urlsplit(path).query, keep_blank_values=True)
        asked = query.get("id_list", [""])[0].split(",")
        malformed = [each for each in asked if not _WELL_FORMED.search(each) or each in self.refuses]
        if malformed:
            return Reply(400, _error(malformed[0]), "application/atom+xml; charset=utf-8")
        limit = int(query.get("max_results", ["10"])[0])
        if self.empty_feeds:
            self.empty_feeds -= 1
            asked = []
        # Ids with a version name that version; the order is none that the client asked for.
        known = {each: self.papers[bare] for each in asked if (bare := re.sub(r"v[0-9]+$", "", each)) in self.papers}
        shuffled = sorted(known.values(), key=lambda paper: paper.id[::-1])
        total = len(shuffled)
        if self.cut_feeds:
            self.cut_feeds -= 1
            limit = 1
        return Reply(200, _feed(shuffled[:limit], total), "application/atom+xml; charset=utf-8")


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
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
    comment = f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else ""
    doi = f"<arxiv:doi>{paper.doi}</arxiv:doi>" if paper.doi else ""
    return f"""<entry>
    <id>http://arxiv.org/abs/{paper.id}v{paper.version}</id>
    <title>{escape(paper.title)}</title>
    <updated>2024-05-06T00:00:00Z</updated>
    <summary>{escape(paper.abstract)}</summary>
    <category term="{paper.category}" scheme="http://arxiv.org/schemas/atom"/>
    <published>{paper.published}T10:00:00Z</published>
    {comment}{doi}<arxiv:primary_category term="{paper.category}"/>
    {authors}
  </entry>"""


def _error(identifier: str) -> str:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/</id><title>arXiv Search Results</title>
  <entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_{identifier}</id><title>Error</title>
    <summary>incorrect id format for {identifier}</summary><author><name>arXiv api core</name></author></entry>
</feed>"""


@contextmanager
def serving(fake: FakeArxiv) -> Iterator[FakeArxiv]:
    """Serve on a free port of the loopback interface."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.agents.append(self.headers.get("User-Agent", ""))
            reply = fake.reply(self.path)
            body = reply.body.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
