"""Files: which ones a run reads, their exact text, and the atomic write."""
