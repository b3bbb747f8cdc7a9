"""A whole corpus: scanning and matching over millions of sources, on Dask or in this process."""
