"""Is the money of a month plausible as a whole? A spreadsheet of another locale multiplies or divides all of it.

Held against the fees of the catalogue and against the months before: amounts of another size altogether are refused
until somebody says that they are right ([limits] small_amounts = 100).
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.parquet as pq

from hcc_helpers.errors import Finding
from hcc_helpers.numbers_vn import dong
from hcc_helpers.sources.catalogue import Catalogue
from hcc_helpers.sources.findings import found
from hcc_helpers.sources.mapping.mapping import Mapping
from hcc_helpers.sources.snapshot import load_snapshot, snapshots

_TIMES = 90  # a locale shifts by 100 or 1.000; fees differ less from month to month
_FEW = 8  # amounts; fewer say nothing


def implausible(
    data_root: Path | str, month: str, tables: dict[str, pa.Table], catalogue: Catalogue, mapping: Mapping
) -> list[Finding]:
    """What is found of the payments of a month as a whole."""
    if "payments" not in tables or mapping.limits.small_amounts >= 100:
        return []
    payments = tables["payments"]
    amounts = _amounts(payments)
    if len(amounts) < _FEW:
        return []
    usual = median(amounts)
    for what, other in (
        ("mức phí của danh mục", _by_catalogue(payments, tables["cases"], catalogue)),
        ("các tháng trước", _before(data_root, month)),
    ):
        if other and (usual > _TIMES * other or other > _TIMES * usual):
            message = f"Số tiền thường gặp của tháng là {dong(int(usual))}, theo {what} là {dong(int(other))}: khác nhau hơn {_TIMES} lần."
            return [found("L1-tien-la", message, file=payments["source_file"][0].as_py() or "")]
    return []


def _amounts(payments: pa.Table) -> list[int]:
    return [abs(value) for value in payments["amount_vnd"].to_pylist() if value]


def _by_catalogue(payments: pa.Table, cases: pa.Table, catalogue: Catalogue) -> float | None:
    """The usual fee that the catalogue asks for the procedures of the paid cases."""
    procedures = dict(zip(cases["case_id"].to_pylist(), cases["procedure_code"].to_pylist(), strict=True))
    fees = [catalogue.fee_of(procedures.get(case)) for case in payments["case_id"].to_pylist()]
    known = [fee for fee in fees if fee]
    return median(known) if len(known) >= _FEW else None


def _before(data_root: Path | str, month: str) -> float | None:
    """The usual amount of the newest earlier month that has payments."""
    for earlier in reversed([name for name in snapshots(data_root) if name < month]):
        snapshot = load_snapshot(data_root, earlier)
        if snapshot and "payments" in snapshot.tables:
            amounts = _amounts(pq.read_table(snapshot.tables["payments"], columns=["amount_vnd"]))
            if len(amounts) >= _FEW:
                return median(amounts)
    return None
