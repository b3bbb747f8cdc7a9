"""Fixes of what a check finds: planned by rule, proved, and written file by file."""
