"""Providers: what answers for identifiers, and the resolver that asks them in order."""
