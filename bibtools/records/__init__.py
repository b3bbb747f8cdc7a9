"""Records: what is known of works, and what texts claim about them."""
