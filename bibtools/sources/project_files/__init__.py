"""The files in which other tools keep what a project cites from, one tool a module."""
