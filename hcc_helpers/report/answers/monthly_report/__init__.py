"""Answers of notebook 01, in the order of section I of the report."""
