"""Answers of notebook 05: periods side by side."""
