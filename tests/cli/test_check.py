"""What `hcc check` says: which file is which table, what is left alone, what to look at; nothing is stored."""

import drawn_exports as draw

from hcc_helpers.cli.check import check_periods
from hcc_helpers.periods import parse_period


def test_every_file_is_named_with_what_it_was_taken_for(tmp_path, capsys):
    data = draw.root(tmp_path)
    draw.put_csv(data, "ho-so.csv", "Mã hồ sơ;Ngày nhận;Trạng thái", "H1;20/11/2025;Đang xử lý", "H2;21/11/2025;Đang xử lý")
    draw.put(data, "dat-dai.fods", b"x")
    (draw.raw(data) / "cu").mkdir()
    assert check_periods([parse_period(draw.MONTH)], data) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "ho-so.csv: Hồ sơ, 2 dòng (mẫu case-list)" in lines
    assert "dat-dai.fods: để nguyên, không dùng" in lines
    assert "cu: để nguyên. Thư mục con để nguyên, không đọc tệp bên trong." in lines
    assert not (data / "clean").exists()
