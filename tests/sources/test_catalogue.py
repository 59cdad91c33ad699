"""The office's own procedures.csv: read where it is a table, refused by name and line where it is not."""

from __future__ import annotations

import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.places import default_file
from hcc_helpers.sources.catalogue import FILE, load_catalogue

HEAD = "code,name,field,level,is_fee_due,fee_vnd,is_in_person_only,term_value,term_unit"
ROW = '1.000001,"Đăng ký, xác nhận",Hộ tịch,full,1,8000,1,3,working_days'


def of(folder, text: str | bytes):
    (folder / "reference").mkdir(exist_ok=True)
    (folder / "reference" / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_catalogue(folder)


def test_the_catalogue_of_the_project_is_read_whole(tmp_path):
    text = default_file(FILE).read_text("utf-8-sig")
    assert len(load_catalogue(tmp_path)) == len({line.partition(",")[0] for line in text.splitlines()[1:]})


def test_columns_that_may_be_missing_and_lines_without_a_cell(tmp_path):
    entry = of(tmp_path, f"{HEAD}\n{ROW}\n,,,,,,,,\n\n").by_code["1.000001"]
    assert (entry["fee_vnd"], entry["term_value"], entry["is_in_person_only"]) == (8000, 3, True)
    assert len(load_catalogue(tmp_path)) == 1
    entry = of(tmp_path, "code,name,field,level,is_fee_due\n1.000001,Chứng thực,,full,").by_code["1.000001"]
    assert (entry["fee_vnd"], entry["term_value"], entry["is_in_person_only"], entry["is_fee_due"]) == (None, None, False, None)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f"{HEAD}\n{ROW}\n1.000002,Chứng thực", 3),
        (f"{HEAD}\n{ROW},thừa", 2),
        (f"{HEAD}\n1.000001,Đăng ký, xác nhận,Hộ tịch,full,1,8000,1,3,working_days", 2),
        (f"{HEAD}\n{ROW}".replace(",", ";"), 1),
        ("", 1),
        (f"{HEAD}\n{ROW}".encode("cp1258", "replace"), None),
    ],
)
def test_what_is_no_such_table_is_refused_with_its_line(tmp_path, text, row):
    with pytest.raises(WrongWords) as told:
        of(tmp_path, text)
    (finding,) = told.value.findings
    assert (finding.rule, finding.file, finding.row) == ("C0-danh-muc", FILE, row)
