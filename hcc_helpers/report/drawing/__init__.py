"""Labels and numbers in, pictures out; nothing here knows data."""
