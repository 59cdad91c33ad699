"""Auditing a written report: its figures (`figures`), what should hold between them (`identities`), what is said (`findings`).

Rules and a small grammar, no model and no network. The room knows no indicator but by its id: what a period computed is
handed to it, so that `indicators` can have the office's own words held against the results.
"""
