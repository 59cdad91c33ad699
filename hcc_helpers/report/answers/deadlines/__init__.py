"""Answers of notebook 02: what is due, what is late, whom to remind."""
