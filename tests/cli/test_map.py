"""`hcc map`: a proposal that reads the file once its open places are filled, and says what it does not know."""

import tomllib

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
