"""Links to a work's code: found in texts, told apart by the words around them, ranked by evidence."""
