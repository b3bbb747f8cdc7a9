"""Reports: an outcome as text or as JSON; pure functions of one value."""
