"""What should hold between the figures of one report: sums, shares, the same thing said twice."""
