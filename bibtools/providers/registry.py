"""The registry of who is asked for records, by name."""

from __future__ import annotations

from bibtools.providers import arxiv, datacite, oai, semanticscholar
from bibtools.providers.contract import Provider

# In order: the source itself, the batches, then what costs a request a paper, then what needs a key.
PROVIDERS: dict[str, Provider] = {each.NAME: each for each in (arxiv, datacite, oai, semanticscholar)}
