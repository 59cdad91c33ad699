"""A column of text as the bytes that all its cells lie in, one behind the other.

One look over the bytes tells what no cell holds; only where something is there the cells are worth a look each.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

_NINE, _ZERO = 57, 48


def bytes_of(text: pa.StringArray) -> bytes:
    """The UTF-8 of all cells; may hold more than the cells where the array is a slice of another."""
    data = text.buffers()[2]
    return b"" if data is None or not len(text) else data.to_pybytes()


def holds(text: pa.StringArray, *signs: bytes) -> bool:
    """Whether any cell may hold one of the signs; False is certain. A sign may also lie across two cells."""
    data = bytes_of(text)
    return any(sign in data for sign in signs)


def holds_others(text: pa.StringArray, signs: bytes) -> bool:
    """Whether any cell holds another byte than these; False is certain."""
    return bool(bytes_of(text).translate(None, signs))


def digits_levelled(text: pa.StringArray) -> pa.StringArray:
    """Each cell with 9 for every digit: the shape in which it is written."""
    validity, offsets, data = text.buffers()
    if data is None:
        return text
    signs = np.frombuffer(data, dtype=np.uint8)
    shaped = np.where((signs >= _ZERO) & (signs <= _NINE), np.uint8(_NINE), signs)
    return pa.StringArray.from_buffers(len(text), offsets, pa.py_buffer(shaped.tobytes()), validity, -1, text.offset)


def as_block(text: pa.StringArray, width: int) -> np.ndarray:
    """Cells that are all `width` bytes long as a block of bytes, a row a cell. None of them may be null."""
    _, offsets, data = text.buffers()
    start = int(np.frombuffer(offsets, dtype=np.int32)[text.offset])
    return np.frombuffer(data, dtype=np.uint8)[start : start + width * len(text)].reshape(len(text), width)


def digits_at(block: np.ndarray, first: int, last: int) -> np.ndarray:
    """The numbers that stand in these columns of a block, digits only."""
    number = np.zeros(len(block), dtype="int64")
    for column in range(first, last):
        number = number * 10 + (block[:, column] - _ZERO)
    return number
