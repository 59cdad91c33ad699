"""What is said of a report: findings, their words, the verdict, and the three forms in which they are printed."""
