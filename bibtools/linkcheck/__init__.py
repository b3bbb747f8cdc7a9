"""Link checking: whether links lead anywhere."""
