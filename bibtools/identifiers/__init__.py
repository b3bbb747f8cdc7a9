"""Identifiers of works: what they are, when they are valid, and where a text names one."""
