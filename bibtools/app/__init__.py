"""The use cases, one a file, and their wiring: from options to an outcome, without printing or exiting."""
