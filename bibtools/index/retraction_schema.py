"""Schema of an index of retractions: notices by their numbers, and keys of the DOIs that they speak of."""

from __future__ import annotations

from bibtools.index.schema import IndexSchema

CREATE = (
    "CREATE TABLE notices (number INTEGER PRIMARY KEY, packed TEXT NOT NULL)",
    "CREATE TABLE keys (key INTEGER NOT NULL, notice INTEGER NOT NULL, PRIMARY KEY (key, notice)) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
RETRACTIONS = IndexSchema(0x62696272, 1, CREATE)  # "bibr"
