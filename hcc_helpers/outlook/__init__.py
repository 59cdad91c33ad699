"""What the months at hand say about deadlines and about the month ahead. Nothing here looks beyond the period's end."""
