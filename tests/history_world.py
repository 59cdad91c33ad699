"""Published periods at the level of results, made from the sample's own frame: as many months or communes as a test needs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.periods import parse_period
from hcc_helpers.publish.data_files import write_parquet
from hcc_helpers.sealed import file_hash, with_seal


def publish(
    folder: Path, frame: pd.DataFrame, period: str, *, version: int = 1, kind: str = "month", data_version: str = "drawn"
) -> Path:
    """`folder/PERIOD/` with results.parquet and a manifest, as a run leaves them."""
    end = parse_period(period).end
    place = folder / period
    place.mkdir(parents=True, exist_ok=True)
    write_parquet(place / "results.parquet", frame.assign(period=period, data_version=data_version))
    manifest = {
        "period": period,
        "period_kind": kind,
        "end": end.isoformat(),
        "version": version,
        "data_version": data_version,
        "outputs": {"results.parquet": {"sha256": file_hash(place / "results.parquet")}},
    }
    (place / "manifest.json").write_text(json.dumps(with_seal(manifest)), "utf-8")
    return place


def varied(frame: pd.DataFrame, seed: int, *, commune: str | None = None, parts: dict[str, float] | None = None) -> pd.DataFrame:
    """The frame with other counts: sizes vary by a tenth, shares are drawn around `parts[indicator]` (0–1) or their own."""
    draw = np.random.default_rng(seed)
    table = frame[frame["by"] == ""].copy()
    table["value"] = table["value"].astype(object)
    for row in table.index:
        indicator = REGISTRY[table.at[row, "indicator"]]
        if pd.isna(table.at[row, "value"]):
            continue
        if indicator.kind == "share" and pd.notna(table.at[row, "denominator"]):
            whole = max(1, int(table.at[row, "denominator"] * draw.uniform(0.9, 1.1)))
            rate = (parts or {}).get(indicator.id, min(0.97, table.at[row, "numerator"] / table.at[row, "denominator"]))
            part = int(draw.binomial(whole, rate))
            table.loc[row, ["numerator", "denominator"]] = part, whole
            table.at[row, "value"] = 100 * part / whole
        elif indicator.kind == "count":
            table.at[row, "value"] = int(table.at[row, "value"] * draw.uniform(0.9, 1.1))
    if commune:
        table["commune"] = commune
    table["value"] = pd.to_numeric(table["value"])
    return table
