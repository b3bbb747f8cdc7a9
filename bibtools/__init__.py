"""bibtools keeps a paper's .bib in step with its sources."""

__version__ = "0.1.0"
