"""Answers of notebook 00: can this month be used?"""
