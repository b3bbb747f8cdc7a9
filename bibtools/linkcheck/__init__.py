"""Whether links lead anywhere."""
