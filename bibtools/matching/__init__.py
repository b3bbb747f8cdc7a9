"""Works by their words: titles, abstracts, reference lines, authors."""
