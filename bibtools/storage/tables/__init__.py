"""Tables: links between papers and their code, collected by others."""
