"""Tables: links between papers and their code that others have gathered."""
