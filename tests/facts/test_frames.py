"""Many rows taken in parts are the rows taken at once."""

import pandas as pd
import pytest

from hcc_helpers.facts import frames
from hcc_helpers.facts.engine import connect

ROWS = """
SELECT n, 'H' || n AS id, CASE WHEN n >= {first} THEN 'x' || n % 3 END AS late_text, CASE WHEN n < 10 THEN 'y' END AS early_text,
  CASE WHEN n >= {first} THEN n END AS late_number, NULL::VARCHAR AS nothing, n % 2 = 0 AS flag, CASE WHEN n >= {first} THEN n % 2 = 0 END AS late_flag,
  CASE WHEN n >= {first} THEN TIMESTAMP '2025-12-01' + to_minutes(n) END AS moment, DATE '2025-12-01' AS day, n / 4 AS share
FROM range({rows}) t(n) ORDER BY n"""


@pytest.mark.parametrize(("rows", "first"), [(0, 0), (5, 0), (2048, 0), (6000, 0), (6000, 5000), (4096, 4095)])
def test_rows_in_parts_are_the_rows_at_once(monkeypatch, rows, first):
    sql, con = ROWS.format(rows=rows, first=first), connect()
    at_once = frames.frame(con.execute(sql))
    monkeypatch.setattr(frames, "_VECTORS", 1)
    pd.testing.assert_frame_equal(frames.frame(con.execute(sql)), at_once)
