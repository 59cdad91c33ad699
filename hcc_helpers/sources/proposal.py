"""A mapping.toml proposed for a foreign file: what its headings and values seem to be, each guess with its reason.

Nothing is guessed in silence: what stands in the proposal is commented, and what is still missing is said. Values are
repeated only where they have the shape of a code; what lies in a cell may be a person.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import datetime

from hcc_helpers.numbers_vn import whole
from hcc_helpers.personal import is_personal, masked, may_quote, shape
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.files.grids import Grid
from hcc_helpers.sources.mapping.draft import CHOICES, UNTOLD
from hcc_helpers.sources.mapping.formats import own_shapes
from hcc_helpers.sources.mapping.headings import SEARCHED_ROWS, exact, find, needed, plain
from hcc_helpers.sources.unread_cells import proposed_form
from hcc_helpers.sources.values.cells import code_of
from hcc_helpers.sources.values.date_forms import shown
from hcc_helpers.sources.values.rows import is_blank
from hcc_helpers.vocabulary import VOCABULARIES

# "WEB", "closed": a word as systems write them. It is shown to whoever holds the file, and stored nowhere.
_SYSTEM_WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,11}")
_SAMPLE = 2_000  # rows looked at
_VALUES = 25  # different values of a closed list that are written down
# Words of headings in other systems, the telling ones first.
_WORDS = {
    "case_id": ("case id", "case enquiry id", "reference", "ticket", "unique key", "request id", "ma ho so", "so ho so", "id"),
    "due_at": ("due", "target", "deadline", "sla", "han tra", "hen tra"),
    "ended_at": ("closed", "close", "resolved", "completed", "ket thuc", "hoan thanh"),
    "accepted_at": ("open", "opened", "created", "received", "submitted", "tiep nhan", "ngay nhan"),
    "status": ("status", "state", "trang thai", "tinh trang"),
    "channel": ("source", "channel", "origin", "method", "hinh thuc", "kenh"),
    "handling_unit": ("department", "agency", "unit", "team", "don vi", "phong"),
    "procedure_name": ("topic", "type", "title", "category", "thu tuc", "complaint"),
    "field": ("service", "field", "linh vuc", "subject"),
}


def propose(name: str, grid: Grid, taken: datetime | None = None) -> str:
    """The text of a mapping.toml for one file that holds cases. `taken`: an example of when, for the month that it lies in."""
    first, texts = _headings(grid)
    rows = grid.rows[first + 1 : first + 1 + _SAMPLE]
    guesses = _guesses(grid, texts)
    table = TABLES["cases"]
    lines = [
        "# Bản đề xuất: xem từng dòng, sửa rồi lưu thành mapping.toml cạnh tệp. Dòng # là lời giải thích.",
        f"# extracted_at = {f'{taken:%Y-%m-%dT%H:%M:%S}' if taken else UNTOLD}   # điền lúc xuất tệp, nếu tệp hoặc tên tệp không tự ghi",
        "",
        "[[file]]",
        f"name = {_quoted(_glob(name))}",
        'table = "cases"',
        "",
        "[file.columns]",
    ]
    for column, (index, why) in guesses.items():
        lines.append(f"{column} = {_quoted(texts[index])}   # {table.column(column).label}: {why}")
    others = [masked(text) for index, text in texts.items() if index not in {at for at, _ in guesses.values()}]
    lines += [f"# không dùng: {_quoted(text)}" for text in others]
    missing = [column for column in needed(_shape()) if column not in guesses]
    lines += [f"# CÒN THIẾU {column} ({table.column(column).label}): ghi tiêu đề của nó ở đây" for column in missing]
    for column, (index, _) in guesses.items():
        if table.column(column).type == "code":
            lines += _vocabulary(table.column(column), [row[index] for row in rows if index < len(row)])
    lines += _dates(guesses, rows)
    lines += _constants(guesses)
    return "\n".join(lines) + "\n"


def _glob(name: str) -> str:
    """The name of the file for mapping.toml; for every sign of a person in it stands a "?", which any sign answers to."""
    hidden = masked(name)
    if hidden == name:
        return name
    whole = unicodedata.normalize("NFC", name)
    return "".join(sign if sign == kept else "?" for sign, kept in zip(whole, hidden, strict=True))


def _constants(guesses: dict) -> list[str]:
    """What every row of the file must say and no column does: to be filled in by somebody who knows."""
    has_scope = "scope" in guesses or "deciding_unit" in guesses
    asked = [name for name, has in (("channel", "channel" in guesses), ("scope", has_scope)) if not has]
    if not asked:
        return []
    means = {"channel": "hình thức nhận", "scope": "cơ quan giải quyết"}
    choices = [f"# {name}: {'; '.join(f'{code} là {label}' for code, label in CHOICES[name].items())}" for name in asked]
    return [
        "",
        f"# Tệp không có cột {' và cột '.join(means[name] for name in asked)}: nếu mọi dòng như nhau thì thay {UNTOLD}, bỏ dấu # ở dòng dưới.",
        "[file.constants]",
        *(f'# {name} = "{UNTOLD}"' for name in asked),
        *choices,
    ]


def _shape():
    return next(fmt for fmt in own_shapes() if fmt.table == "cases")


def _headings(grid: Grid) -> tuple[int, dict[int, str]]:
    """(row of the headings, index → heading): the first of the rows with the most texts."""
    match = find(grid, _shape(), likeness=True)
    if len(match.columns) >= 2:
        row = match.last
    else:
        counts = [
            sum(isinstance(cell, str) and bool(cell.strip()) and not cell.strip().isdigit() for cell in row)
            for row in grid.rows[:SEARCHED_ROWS]
        ]
        row = counts.index(max(counts, default=0)) if counts else 0
    cells = grid.rows[row] if grid.rows else []
    return row, {index: " ".join(str(cell).split()) for index, cell in enumerate(cells) if not is_blank(cell)}


def _guesses(grid: Grid, texts: dict[int, str]) -> dict[str, tuple[int, str]]:
    """Our column → (index, why). A declared heading is no guess; all others say the word that told them."""
    known = find(grid, _shape(), likeness=True)
    result = {name: (index, "tiêu đề đã biết") for name, index in known.columns.items() if index in texts}
    for column, words in _WORDS.items():
        if column in result:
            continue
        for word in words:
            taken = {index for index, _ in result.values()}
            hit = next(
                (
                    index
                    for index, text in texts.items()
                    if index not in taken and f" {word} " in f" {plain(text.replace('_', ' '))} "
                ),
                None,
            )
            if hit is not None:
                result[column] = (hit, f"đoán theo chữ “{word}” trong tiêu đề")
                break
    return result


def _vocabulary(column: Column, cells: list) -> list[str]:
    """The values of a closed list, each with its count and the code that it is, where that is known."""
    counts = Counter(" ".join(str(cell).split()) for cell in cells if not is_blank(cell))
    codes = code_of(column, _shape())
    unknown = {text: count for text, count in counts.most_common(_VALUES) if exact(text) not in codes}
    if not unknown:
        return []
    lines = ["", f"[file.vocabulary.{column.name}]", f'# mã: {", ".join(VOCABULARIES[column.vocabulary])}; "" là không rõ']
    for text, count in unknown.items():
        if may_quote(text, codes) or (_SYSTEM_WORD.fullmatch(text) and not is_personal(text)):
            lines.append(f'{_quoted(text)} = ""   # {whole(count)} dòng; điền mã')
        else:
            lines.append(f"# nhãn viết như “{shape(text)}”, {whole(count)} dòng: chép đúng nhãn trong tệp = mã")
    return lines


def _dates(guesses: dict[str, tuple[int, str]], rows: list[list]) -> list[str]:
    forms: dict[str, list[str]] = {}
    unread = []
    for column, (index, _) in guesses.items():
        if TABLES["cases"].column(column).type != "instant":
            continue
        texts = list(
            dict.fromkeys(
                row[index].strip() for row in rows if index < len(row) and isinstance(row[index], str) and row[index].strip()
            )
        )
        if not texts:
            continue
        form = proposed_form(texts[:500])
        if form:
            forms.setdefault(form, []).append(column)
        else:
            unread.append(f"# {column}: không dạng nào đọc được mọi ô; ô đầu viết như “{shape(texts[0])}”")
    if not forms and not unread:
        return []
    lines = ["", "[file.dates]"]
    if forms:
        lines.append(f"formats = {json.dumps(list(forms), ensure_ascii=False)}")
        lines += [
            f"# {shown(form)}: {', '.join(columns)} (xem lại ngày và tháng có đổi chỗ không)" for form, columns in forms.items()
        ]
    return lines + unread


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
