"""What several commands take and how it is read: a period, the folders, a word of a closed list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hcc_helpers.cli.offered import indicators_typed, periods
from hcc_helpers.errors import Finding, InputMissing, WrongWords

NEWEST = "moi-nhat"  # in place of a period: a line of a scheduler is written once and runs for years
OnePeriod = Annotated[
    str,
    typer.Argument(
        metavar="KỲ",
        show_default=False,
        help="Ví dụ 2025-12, 2025-07..2025-12, 2025-11@calendar; moi-nhat là tháng mới nhất có tệp xuất.",
        autocompletion=periods,
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
    return parse_periods(dated(text, [Path(data)]), load_centre(data).since)


def dated(text: str, roots: list[Path]) -> str:
    """A period as it was typed, the newest month by its name."""
    return newest_month(roots) if text == NEWEST else text


def newest_month(roots: list[Path]) -> str:
    """The newest month for which any of these data roots holds an export; what `hcc new` lays there is none."""
    from hcc_helpers.places import MONTH
    from hcc_helpers.sources.mapping.mapping import MAPPING
    from hcc_helpers.sources.office.own_words import WORDS
    from hcc_helpers.sources.office.sheets import BOOK

    folders = [folder for root in roots for folder in (root / "raw").glob("*") if MONTH.match(folder.name)]
    months = {
        folder.name
        for folder in folders
        if any(
            path.is_file() and not path.name.startswith((".", "~$")) and path.name not in (MAPPING, WORDS, BOOK)
            for path in folder.glob("*")
        )
    }
    if not months:
        raise InputMissing(
            "Chưa tháng nào có tệp xuất. Tạo thư mục của tháng bằng hcc new KỲ, chép tệp xuất vào đó rồi chạy lại."
        )
    return max(months)


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
