"""Citation keys: patterns, their inference from a library, and new keys."""
