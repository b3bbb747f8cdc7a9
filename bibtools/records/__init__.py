"""Records: what is known about works, and what texts claim about them."""
