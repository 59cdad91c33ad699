"""Files with a few bytes changed: read or refused in our own words, never anything else."""

import gzip
import io
import json
import random
import zipfile

import drawn_exports as draw
import pytest
from sources import test_files, test_packet, test_rows

SPLINTERS = [
    '"',
    ";",
    "\n",
    "<",
    ">",
    "99999999999999999999",
    "\ufffd",
    "-1",
    "null",
    "Tổng",
    "1e400",
    "\x00",
    "ngày",
    "{",
    "[",
    "</td>",
    'rowspan="9"',
    "true",
]


def changed(rng, data):
    data = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if not data:
            break
        at, kind = rng.randrange(len(data)), rng.randrange(6)
        if kind == 0:
            data[at] = rng.randrange(256)
        elif kind == 1:
            del data[at : at + rng.randint(1, 20)]
        elif kind == 2:
            data[at:at] = rng.randbytes(rng.randint(1, 5))
        elif kind == 3:
            start = rng.randrange(len(data))
            data[at:at] = data[start : start + rng.randint(1, 50)]
        elif kind == 4:
            data = data[:at]
        else:
            data[at:at] = rng.choice(SPLINTERS).encode()
    return bytes(data)


def changed_part(rng, data):
    """A workbook whose zip is whole and one of whose parts is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice([name for name in parts if name.endswith(".xml")])
    parts[name] = changed(rng, parts[name])
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()


def seeds(folder):
    path = draw.put_xlsx(folder / "seed.xlsx", test_rows.provincial_list(), test_rows.MERGES)
    text = test_files.text().encode()
    return {
        "a.csv": text,
        "a.csv.gz": gzip.compress(text, mtime=0),
        "a.xls": test_files.HTML.encode(),
        "a.json": json.dumps([test_packet.CASE] * 3, ensure_ascii=False).encode(),
        "a.xlsx": path.read_bytes(),
    }


@pytest.mark.parametrize(("seed", "runs"), [(1, 250), pytest.param(2, 20_000, marks=pytest.mark.long)])
def test_no_change_of_bytes_ends_in_anything_but_our_own_error(tmp_path, seed, runs):
    rng = random.Random(seed)
    data = draw.root(tmp_path)
    whole = seeds(tmp_path)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(runs):
        name = rng.choice(list(whole))
        change = changed_part if name == "a.xlsx" and rng.random() < 0.8 else changed
        path = draw.put(data, name, change(rng, whole[name]))
        error = draw.attempt(data)
        outcomes["refused" if error else "read"] += 1
        if error:
            assert error.exit_code in (65, 66)
            assert error.text()
        path.unlink()
    assert min(outcomes.values()) > 0
