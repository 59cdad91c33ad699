"""The office itself, as its centre.toml says: names, dates, lists. One model for the project's example, the sample and any office."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from hcc_helpers.places import reference_file
from hcc_helpers.settings import Settings, read_settings
from hcc_helpers.workdays import calendar_file

ILLUSTRATIVE = "SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC"  # on every page, file and sheet of invented figures


class Centre(Settings):
    """One centre. Only names are required; what is left out is left out of the papers too."""

    name: str  # "xã Diễn Châu": as inside a sentence
    short_name: str  # "Diễn Châu": before the date of a paper
    office_name: str  # "Trung tâm Phục vụ hành chính công xã Diễn Châu"
    province: str = ""  # "tỉnh Nghệ An"
    code: str = ""  # code of the commune in the national list
    superior_body: str = ""  # "UBND xã Diễn Châu": above the office's name on a paper
    report_abbreviation: str = ""  # "BC-TTPVHCC": behind the number of a report
    signer_title: str = ""  # "Giám đốc"
    decide_within_wd: int = Field(default=3, ge=1, le=60)  # working days after the extraction by which a decision is asked for
    approvers: list[str] = Field(
        default_factory=lambda: ["Giám đốc", "Phó Giám đốc"]
    )  # titles that may approve, with signer_title
    recipients: list[str] = Field(default_factory=list)  # lines under "Nơi nhận", without dash and end mark
    since: date | None = None  # first day of work: windows begin there at the earliest
    claims_of: str = (
        ""  # "báo cáo tháng 12/2025": the office's own report that makes the claims of section II; "" claims often made
    )
    is_illustrative: bool = False  # invented figures: stamped on every page, file, sheet
    illustration_note: str = ""  # what is invented and what is real, one sentence
    hamlets: list[str] = Field(default_factory=list)  # the closed list that the reader derives a case's hamlet from
    on_spot_procedures: list[str] = Field(default_factory=list)  # codes of the "4 tại chỗ" procedures
    calendar: str = ""  # "" data/reference/working_days.csv · "none" Monday to Friday · a file of reference/
    units: list[str] = Field(default_factory=list)  # the commune's own units, in the order of the report
    systems: list[str] = Field(default_factory=list)  # the systems that the registers and exports name
    receiving_offices: list[str] = Field(default_factory=list)  # every name under which exports know this centre's own counter
    deciding_units: dict[str, Literal["commune", "land", "other"]] = Field(default_factory=dict)  # deciding authority -> scope

    @field_validator("name", "short_name", "office_name")
    @classmethod
    def _is_not_blank(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("không để trống")
        return text

    @field_validator("approvers", "recipients", "hamlets", "on_spot_procedures", "units", "systems", "receiving_offices")
    @classmethod
    def _has_no_blank_and_no_double(cls, items: list[str]) -> list[str]:
        # "Xóm 1" and "xóm 1 " are one hamlet: told apart nowhere else, they would be counted twice.
        levelled = {" ".join(unicodedata.normalize("NFC", item).casefold().split()) for item in items}
        if len(levelled) < len(items) or "" in levelled:
            raise ValueError("mỗi phần tử một lần, không để trống")
        return items

    def calendar_file(self, data_root: Path | str) -> Path | None:
        """The table of working days that this office uses, for `load_calendar`."""
        return calendar_file(data_root, self.calendar)


def load_centre(data_root: Path | str) -> Centre:
    """The centre of a data root: DIR/reference/centre.toml, else the project's example. Raises WrongWords for any fault."""
    return read_settings(reference_file(data_root, "centre.toml"), Centre)
