"""Links to a work's code: found in texts, classified by the words around them, ranked by evidence."""
