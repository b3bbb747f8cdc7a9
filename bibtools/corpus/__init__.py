"""A whole corpus: the scanners and the search of the index over millions of sources, on Dask or right here."""

from bibtools.corpus.running import Outcome, run

__all__ = ["Outcome", "run"]
