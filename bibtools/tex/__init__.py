"""TeX and LaTeX: characters, formulas, titles, personal names, bibliography styles."""
