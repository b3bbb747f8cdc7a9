"""The use cases, one a file: from options to an outcome, without printing and without exiting."""
