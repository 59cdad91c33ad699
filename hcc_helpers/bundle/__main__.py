"""`python -m hcc_helpers.bundle [windows|linux] [FILE]`: what `make bundle` calls."""

from __future__ import annotations

import sys
from pathlib import Path

from hcc_helpers.bundle.locked import TARGETS
from hcc_helpers.bundle.making import PYTHONS, make_bundle
from hcc_helpers.errors import HccError
from hcc_helpers.places import project_root

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else "windows"
    if name not in TARGETS:
        raise SystemExit(f"Không có loại máy “{name}”. Chấp nhận: {', '.join(TARGETS)}.")
    to = Path(sys.argv[2]) if len(sys.argv) > 2 else project_root() / "outputs" / f"bao-cao-hcc-{name}.zip"
    try:
        made = make_bundle(project_root(), TARGETS[name], PYTHONS, to)
    except HccError as error:
        raise SystemExit(error.message) from None
    print(f"Đã ghi: {made} ({made.stat().st_size / 1e6:,.0f} MB)".replace(",", "."))
