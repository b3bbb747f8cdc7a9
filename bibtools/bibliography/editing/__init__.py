"""Edits to a library: planned as values, verified before they are written."""
