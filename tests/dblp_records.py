"""Records in the form of DBLP's XML, for tests of what is built from it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp-2019-11-22.dtd">\n<dblp>\n'


def record(
    key: str,
    title: str,
    authors: Sequence[str],
    year: int,
    *,
    kind: str = "inproceedings",
    publtype: str = "",
    **more: str,
) -> str:
    """Return a record; `more` are further fields."""
    listed = "".join(f"<author>{each}</author>\n" for each in authors)
    fields = "".join(f"<{name}>{value}</{name}>\n" for name, value in more.items())
    mark = f' publtype="{publtype}"' if publtype else ""
    head = f'<{kind} mdate="2024-01-01" key="{escape(key)}"{mark}>'
    return f"{head}\n{listed}<title>{title}.</title>\n<year>{year}</year>\n{fields}</{kind}>"


def dblp(*records: str) -> bytes:
    """Return a file of records."""
    return (HEAD + "".join(records) + "\n</dblp>\n").encode("latin-1")
