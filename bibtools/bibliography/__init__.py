"""The bibliography: libraries, citation keys, entries and edits."""
