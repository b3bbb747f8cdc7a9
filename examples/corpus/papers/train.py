"""Train a small generator, with the style of arXiv:1912.04958."""

STEPS = 1706.03762  # a number is no id
