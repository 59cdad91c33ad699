"""The rows behind the counts are written a row group at a time, into the very bytes of the whole table."""

import io

import pandas as pd
import pytest

from hcc_helpers.indicators.traced import Trace
from hcc_helpers.publish import data_files
from hcc_helpers.publish.shown import changed_cases, is_same_cases

ROWS = [("received_all", "commune", f"H{n:03d}") for n in range(130)] + [
    ("received_all", "land", "L1"),
    ("resolved", "commune", "H007"),
]


@pytest.mark.parametrize("group", [7, 65, 1000])
def test_the_pieces_give_the_bytes_of_the_whole(tmp_path, monkeypatch, group):
    monkeypatch.setattr(data_files, "ROW_GROUP", group)
    data_files.write_trace(tmp_path / "trace.parquet", Trace.of_rows(ROWS))
    whole = io.BytesIO()
    table = pd.DataFrame(ROWS, columns=["indicator", "scope", "key"])
    table.to_parquet(whole, engine="pyarrow", index=False, compression="zstd", row_group_size=group)
    assert (tmp_path / "trace.parquet").read_bytes() == whole.getvalue()
    read = Trace.read(tmp_path / "trace.parquet")
    assert len(read) == len(ROWS)
    assert [(one.indicator, one.scope, key) for one in read.pieces() for key in one.keys.to_pylist()] == ROWS
    assert [len(one) for one in read.pieces()] == [130, 1, 1], "one piece a count, over however many row groups"


def test_other_rows_behind_a_count_are_found_in_any_order():
    was = Trace.of_rows(ROWS)
    assert is_same_cases(was, Trace.of_rows(ROWS[::-1]))
    now = Trace.of_rows([*ROWS[1:], ("resolved", "commune", "H008")])
    assert not is_same_cases(was, now)
    assert [(one.indicator, one.scope, one.gone, one.come) for one in changed_cases(was, now)] == [
        ("received_all", "commune", ("H000",), ()),
        ("resolved", "commune", (), ("H008",)),
    ]


def test_keys_do_not_run_into_each_other():
    assert not is_same_cases(
        Trace.of_rows([("a", "b", "12"), ("a", "b", "3")]), Trace.of_rows([("a", "b", "1"), ("a", "b", "23")])
    )
