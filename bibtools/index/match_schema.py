"""Schema of an index of matches: DOIs by the keys of arXiv ids, each no more than a candidate."""

from __future__ import annotations

from bibtools.index.schema import IndexSchema

CREATE = (
    "CREATE TABLE matches (number INTEGER PRIMARY KEY, arxiv TEXT NOT NULL, doi TEXT NOT NULL)",
    "CREATE TABLE keys (key INTEGER NOT NULL, match INTEGER NOT NULL, PRIMARY KEY (key, match)) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
MATCHES = IndexSchema(0x6269626D, 1, CREATE)  # "bibm"
