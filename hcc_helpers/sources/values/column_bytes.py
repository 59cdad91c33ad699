"""A column of text as the bytes that all its cells lie in, one behind the other.

One look over the bytes tells what no cell holds; only where something is there the cells are worth a look each.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

_NINE, _ZERO = 57, 48


def bytes_of(text: pa.StringArray) -> bytes:
    """The UTF-8 of all cells; may hold more than the cells where the array is a slice of another."""
    data = text.buffers()[2]
    return b"" if data is None or not len(text) else data.to_pybytes()


def holds(text: pa.StringArray, expression: re.Pattern[bytes]) -> bool:
    """Whether any cell may match; False is certain. An expression may also find what lies across two cells."""
    return expression.search(bytes_of(text)) is not None


def digits_levelled(text: pa.StringArray) -> pa.StringArray:
    """Each cell with 9 for every digit: the shape in which it is written."""
    validity, offsets, data = text.buffers()
    if data is None:
        return text
    signs = np.frombuffer(data, dtype=np.uint8)
    shaped = np.where((signs >= _ZERO) & (signs <= _NINE), np.uint8(_NINE), signs)
    return pa.StringArray.from_buffers(len(text), offsets, pa.py_buffer(shaped.tobytes()), validity, -1, text.offset)
