"""The assistant: tools asked in order, the first that has an answer wins."""
