"""Answers of notebook 03: section II put to the data."""
