"""Entries: from a record to the text of an entry."""
