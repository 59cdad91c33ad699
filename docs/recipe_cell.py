"""Put a question into a notebook: python docs/recipe_cell.py NOTEBOOK CELL_ID "## Question" 'month.answer("…")', before the cell."""

import sys
from pathlib import Path

import nbformat

path, before, question, code = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
place = next(number for number, cell in enumerate(notebook.cells) if cell["id"] == before)
notebook.cells[place:place] = [
    nbformat.v4.new_markdown_cell(question, id=f"{before}-q"),
    nbformat.v4.new_code_cell(code, id=f"{before}-a"),
]
nbformat.write(notebook, Path(path))
print(path)
