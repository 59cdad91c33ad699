"""`hcc map`: a proposal that reads the file once its open places are filled, and says what it does not know."""

import tomllib
from fnmatch import fnmatch

import drawn_exports as draw

FOREIGN = [
    "case_enquiry_id,open_dt,target_dt,closed_dt,case_status,source,submitter",
    "101004113298,2022-01-01 00:16:00,2022-01-04 08:30:00,2022-01-02 09:00:00,Closed,PHONE,Nguyễn Văn Bí",
    "101004113299,2022-01-02 00:20:00,2022-01-05 08:30:00,,Open,WEB,Trần Thị Mật",
]


def test_a_foreign_file_gets_a_proposal_that_names_every_guess(hcc, tmp_path):
    path = tmp_path / "city.csv"
    path.write_text("\n".join(FOREIGN) + "\n", "utf-8")
    code, said = hcc("map", str(path))
    assert code == 0
    entry = tomllib.loads(said)["file"][0]
    assert entry["columns"] == {
        "case_id": "case_enquiry_id",
        "accepted_at": "open_dt",
        "due_at": "target_dt",
        "ended_at": "closed_dt",
        "status": "case_status",
        "channel": "source",
    }
    assert entry["vocabulary"]["channel"] == {"PHONE": "", "WEB": ""}
    assert said.count("đoán theo chữ") == 6
    assert "Nguyễn" not in said
    assert "Trần" not in said


def test_the_proposal_reads_the_file(hcc, tmp_path):
    path = tmp_path / "city.csv"
    path.write_text("\n".join(FOREIGN) + "\n", "utf-8")
    said = (
        hcc("map", str(path))[1].replace('"Closed" = ""', '"Closed" = "finished"').replace('"Open" = ""', '"Open" = "processing"')
    )
    (tmp_path / "root").mkdir()
    root = draw.root(tmp_path / "root", draw.TAKEN + said)
    draw.put(root, "city.csv", path.read_text("utf-8"))
    assert draw.column(draw.imported(root), "status") == ["finished", "processing"]


def test_a_file_that_is_not_there_and_one_that_cannot_be_read(hcc, tmp_path):
    assert hcc("map", "nowhere.csv")[0] == 66
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    code, said = hcc("map", "a.xlsx")
    assert code == 65
    assert "Cần làm" in said


def test_what_no_column_says_is_asked_for_with_a_day_of_its_month(hcc, tmp_path):
    """A list of a month's folder without channel, unit or known end: check names hcc map, and its proposal makes the list usable."""
    (tmp_path / "data").mkdir(exist_ok=True)
    root = draw.root(tmp_path / "data", mapping=None)
    rows = "".join(f"H55-{n};2{n}/11/2025;2{n}/12/2025;25/11/2025;Đã trả kết quả\n" for n in range(1, 8))
    path = draw.put(root, "ds.csv", "Số hồ sơ;Ngày tiếp nhận;Hạn trả kết quả;Ngày hoàn thành;Tình trạng xử lý\n" + rows)
    code, said = hcc("check", "2025-12")
    assert code == 65
    assert "gõ hcc map" in said
    code, said = hcc("map", str(path))
    assert code == 0
    assert "# extracted_at = 2025-12-15T07:30:00" in said
    said = said.replace("# extracted_at", "extracted_at")
    said = said.replace('# channel = "???"', 'channel = "online"').replace('# scope = "???"', 'scope = "commune"')
    draw.put(root, "mapping.toml", said)
    assert hcc("check", "2025-12")[0] == 0
    assert len(draw.column(draw.imported(root), "ended_at")) == 7


def test_a_person_in_the_name_of_the_file_is_no_part_of_the_proposal_which_still_finds_it(hcc, tmp_path):
    path = tmp_path / "Đơn của Nguyễn Thị Mật 0978112233.csv"
    path.write_text("\n".join(FOREIGN) + "\n", "utf-8")
    code, said = hcc("map", str(path))
    assert code == 0
    name = tomllib.loads(said)["file"][0]["name"]
    assert fnmatch(path.name, name)
    assert not fnmatch("khác.csv", name)
    assert [part for part in ("Nguyễn", "Mật", "0978112233") if part in said] == []
