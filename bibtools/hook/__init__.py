"""The hooks `bibtools-check` and `bibtools-sync`: run before every commit, quick and quiet."""
