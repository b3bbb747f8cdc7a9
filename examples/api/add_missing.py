"""Print what `bibtools sync --diff` would add to a paper: scan, resolve, merge and diff, without the command line."""

import sys

import bibtools

folder = sys.argv[1] if len(sys.argv) > 1 else "examples/paper"
sources = bibtools.scan(base=folder)
library = bibtools.read_library(f"{folder}/references.bib")
records = bibtools.resolve(bibtools.missing(library, sources), pairs=sources.pairs)
plan = bibtools.plan_merge(library, records, sources, base=folder)
print(bibtools.diff(library, plan), end="")
