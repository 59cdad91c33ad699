"""Answers of notebook 04: the month ahead and the tasks of section III."""
