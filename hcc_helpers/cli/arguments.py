"""What several commands take and how it is read: a period, the folders, a word of a closed list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hcc_helpers.cli.offered import indicators_typed, periods
from hcc_helpers.errors import Finding, WrongWords

OnePeriod = Annotated[
    str,
    typer.Argument(
        metavar="KỲ", show_default=False, help="Ví dụ 2025-12, 2025-07..2025-12, 2025-11@calendar.", autocompletion=periods
    ),
]
OneIndicator = Annotated[
    str, typer.Argument(metavar="CHỈ_SỐ", show_default=False, help="Mã chỉ số.", autocompletion=indicators_typed)
]
Data = Annotated[str, typer.Option("--data", metavar="THƯ_MỤC", help="Thư mục số liệu (raw/, reference/ …).")]
Engine = Annotated[str, typer.Option("--engine", metavar="duckdb|spark", help="Máy đếm; spark cần Java và hcc-helpers[spark].")]
Out = Annotated[str, typer.Option("--out", metavar="THƯ_MỤC", help="Nơi công bố.")]


def periods_of(text: str, data: str) -> list:
    """What was typed as periods; windows begin at the earliest when the centre of DIR began to work."""
    from hcc_helpers.centre import load_centre
    from hcc_helpers.periods import parse_periods

    there(data)
    return parse_periods(text, load_centre(data).since)


def there(data: str) -> None:
    if not Path(data).is_dir():
        raise WrongWords(
            f"Không có thư mục số liệu {data}.",
            [
                Finding(
                    "P-khong-co-thu-muc",
                    "refused",
                    "Đường dẫn sau --data không phải là một thư mục.",
                    accepted="một thư mục có raw/KỲ/ bên trong, ví dụ data hoặc data/sample",
                    todo="gõ lại --data THƯ_MỤC",
                )
            ],
        )


def one_period(text: str, data: str, otherwise: str):
    periods = periods_of(text, data)
    if len(periods) != 1:
        raise WrongWords(otherwise)
    return periods[0]


def one_of(option: str, word: str, accepted: tuple[str, ...]) -> str:
    if word not in accepted:
        raise WrongWords(f"{option} không nhận “{word}”. Chấp nhận: {', '.join(accepted)}.")
    return word
