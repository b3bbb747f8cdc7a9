"""TeX and LaTeX: letters, formulas, titles, personal names, bibliography styles."""
