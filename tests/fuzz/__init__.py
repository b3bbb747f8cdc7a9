"""Fuzzing: what comes from outside is changed at random, and must break no promise (`python tests/fuzz`)."""
