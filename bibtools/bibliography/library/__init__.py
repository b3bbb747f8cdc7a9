"""A library: one `.bib` file with its exact text."""
