"""Commands: one click command a file; here printing and exit codes are at home."""
