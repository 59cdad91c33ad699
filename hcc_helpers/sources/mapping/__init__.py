"""Grids and formats in, out comes which table a grid is and which column is which."""
