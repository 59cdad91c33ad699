"""A file becomes grids of cells, safely: limits before parsing, nothing repaired."""
