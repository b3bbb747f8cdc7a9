"""Fields of entries that BibTeX or biber cannot read, and their like that both can."""

from __future__ import annotations

# A field of an entry, and whether BibTeX and biber cannot read it.
FIELDS: list[tuple[str, bool, bool]] = [
    ("year = 2019", False, False),
    ("year = 2019a", True, False),
    ("pages = 12-15", True, False),
    ("doi = 10.1000/xyz", True, False),
    ("eprint = 1804.09720", True, False),
    ("a = {x}, , b = {y}", True, True),
    ("a = {x},, b = {y}", True, True),
    ("a = {x}, % remark\n b = {y}", True, False),
    ("a = {x}, % remark, with {brace\n b = {y}", True, False),
    ("a = {50 % of all}", False, False),
    ('a = "50 % of all"', False, False),
    ("1note = {x}", True, True),
    ("note1 = {x}", False, False),
    ("a = {x} b = {y}", True, True),
    ("a = {x} # b", False, False),
    ("a = {x} # 12 # {y}", False, False),
    ("a = {x} #", True, True),
    ("a = ", True, True),
    ("a", True, True),
    ("a b = {x}", True, True),
    ("a:b = {x}", False, False),
    ("x-y/z+1 = {x}", False, False),
    ('a = "x{"}y"', False, False),
    ('a = "x}y"', True, True),
    ("a = {x},", False, False),
    ("año = {x}", False, False),
]
