"""Sources: file types and their scanners, pure functions from a text to its mentions."""
