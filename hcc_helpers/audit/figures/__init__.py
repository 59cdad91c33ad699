"""Finding the figures of a text: number, unit, hedge, label, section, window."""
