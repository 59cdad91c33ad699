"""A cell of a grid becomes a typed value of a declared column, or unreadable."""
