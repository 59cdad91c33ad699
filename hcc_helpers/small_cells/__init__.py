"""Figures for everybody: which they are, and that no count of 1 to 9 can be read or worked out from them."""
