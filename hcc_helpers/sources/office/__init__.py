"""What the office itself writes: the register workbook, corrections of cells, its own words."""
