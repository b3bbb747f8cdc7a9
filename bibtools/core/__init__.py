"""Values that everything stands on: texts, errors, findings, rules."""
