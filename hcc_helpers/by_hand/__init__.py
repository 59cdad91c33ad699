"""What an analyst gets from `month` for questions of her own: rows, definitions, periods, pictures in the house's style."""
