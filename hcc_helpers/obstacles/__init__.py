"""The obstacles of section II, each a claim put to the data: one module an obstacle, one form, one file of verdict rules."""
