"""Documents: which sources belong together, and which libraries they cite from."""
