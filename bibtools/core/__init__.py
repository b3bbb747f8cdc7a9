"""Values that every other package builds on: texts, errors, findings, rules."""
