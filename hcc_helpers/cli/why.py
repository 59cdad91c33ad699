"""`hcc why`: one case, every flag of it, and the text that made each true or false."""

from __future__ import annotations

from pathlib import Path

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.errors import Finding, WrongWords
from hcc_helpers.facts.declare import FLAGS, columns_of
from hcc_helpers.facts.row_by_row import Judged, holds, judged
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.indicators.month_results import compute
from hcc_helpers.numbers_vn import whole
from hcc_helpers.periods import Period
from hcc_helpers.settings import nearest
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.snapshot import load_snapshot, snapshots

# Tables whose rows name a case; the case list itself first.
OF_A_CASE = ("cases", *(name for name in TABLES if name != "cases" and "case_id" in columns_of(name)))


def print_why(period: Period, data_root: Path, case_id: str) -> int:
    """Raises WrongWords (2) for a code that no case of the period has; nothing of what was typed is said again."""
    month = compute(period, data_root, beside=False)
    con = month.now.con
    if not con.execute("SELECT count(*) FROM cases WHERE case_id = ?", [case_id]).fetchall()[0][0]:
        raise _unknown(period, data_root, con, case_id)
    at_hand = [name for name in OF_A_CASE if any(of == name for of, _ in FLAGS) and name in month.now.at_hand]
    print(f"Hồ sơ {case_id}, {period.title}")
    for table in at_hand:
        rows = rows_of(con, table, case_id)
        for number, row in enumerate(rows, start=1):
            count = f", dòng {whole(number)}/{whole(len(rows))}" if table != "cases" else ""
            print(f"\n{TABLES[table].label}{count}")
            flags = judged(table, row)
            for one in flags:
                print(_line(table, one))
            counted = _counted(table, row, flags)
            print(f"  Đứng sau các con số: {', '.join(counted) if counted else 'không có'}")
    return 0


def rows_of(con, table: str, case_id: str) -> list[dict]:
    """The rows of one case in a flagged table, as plain values."""
    found = con.execute(f"SELECT * FROM {table} WHERE case_id = ? ORDER BY ALL", [case_id])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _line(table: str, one: Judged) -> str:
    flag = FLAGS[table, one.name]
    mark = "đúng" if one.is_true else "sai "
    return f"  {mark}  {one.name} ({flag.label}): {'; '.join(one.because)}"


def _counted(table: str, row: dict, flags: list[Judged]) -> list[str]:
    values = {**row, **{one.name: one.is_true for one in flags}}
    return [i.id for i in REGISTRY.values() if i.of == table and i.which and not i.calendar_month and holds(i.which.text, values)]


def _unknown(period: Period, data_root: Path, con, case_id: str) -> WrongWords:
    others = [month for month in snapshots(data_root) if _is_in(data_root, month, case_id)]
    todo = "gõ lại đúng mã như trong tệp xuất; hcc trace KỲ CHỈ_SỐ in mã các hồ sơ đứng sau một con số"
    if others:
        todo = f"hồ sơ có trong số liệu của {', '.join(others)}: gõ kỳ ấy"
    elif near := nearest(case_id, [row[0] for row in con.execute("SELECT DISTINCT case_id FROM cases").fetchall()]):
        todo = f"mã gần nhất của kỳ này là {near}"
    return WrongWords(
        f"Không có hồ sơ mang mã vừa gõ trong {period.title}.",
        [
            Finding(
                "P-ho-so-la",
                "refused",
                "Mã hồ sơ không có trong danh sách hồ sơ của kỳ.",
                accepted="mã hồ sơ đúng như trong tệp xuất",
                todo=todo,
            )
        ],
    )


def _is_in(data_root: Path, month: str, case_id: str) -> bool:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    stored = load_snapshot(data_root, month)
    path = stored.tables.get("cases") if stored is not None else None
    return path is not None and pc.any(pc.equal(pq.read_table(path, columns=["case_id"])["case_id"], case_id)).as_py() is True
