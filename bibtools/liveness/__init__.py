"""Liveness: what a link leads to; pure: requests are planned and answers read here, and asked elsewhere."""
