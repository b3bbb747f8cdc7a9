"""The local index of arXiv."""
