"""docs/glossary.md: every indicator in the order of the report, from its declaration."""

from __future__ import annotations

import re

import hcc_helpers.indicators  # noqa: F401  declares the indicators
from hcc_helpers.indicators.definition import ADDS, CENTRE, REGISTRY, Indicator, needs
from hcc_helpers.indicators.example import Drawing, read_example
from hcc_helpers.indicators.words import BETTER, KINDS, SYSTEM_LABELS, condition_in_words, label_of
from hcc_helpers.numbers_vn import UNIT_WORDS, decimal, dong, whole
from hcc_helpers.periods import parse_period
from hcc_helpers.reference_pages.markdown import anchor, code, generated, page, table
from hcc_helpers.rules import TAKES
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.vocabulary import UNREADABLE, UNREADABLE_LABEL, VOCABULARIES

SECTIONS = {
    "I.1": "I.1 – Phối hợp, đôn đốc, giám sát; sự hài lòng của người dân",
    "I.2": "I.2 – Tuyên truyền, hướng dẫn; số hóa, ký số, lưu kho",
    "I.3": "I.3 – Tiếp nhận, giải quyết thủ tục hành chính",
    "II": "II – Sổ theo dõi dùng cho phần tồn tại, nguyên nhân",
    "III": "III – Chuyên cần, tổ công nghệ số cộng đồng",
    "766": "Tính theo Quyết định 766/QĐ-TTg (tháng dương lịch, để riêng)",
}
CENTRE_LISTS = {
    "receiving_offices": "Tên quầy của Trung tâm",
    "on_spot_procedures": "Danh sách “4 tại chỗ”",
    "hamlets": "Danh sách xóm",
}
ANSWERS = {"yes": "tính", "no": "không tính", "": ""}
ABOUT = """Mỗi mục là một chỉ số, theo thứ tự của báo cáo: tên đầy đủ, định nghĩa, điều kiện viết bằng các cờ (giải nghĩa ở
[columns.md](columns.md)), đơn vị, cách cộng qua các tháng, nguồn, số liệu cần có và một ví dụ. Ví dụ cũng là phép thử: bộ công cụ tính
đúng các dòng ghi “tính”. Trừ khi nói khác, ví dụ là của kỳ 2025-12 (15/11/2025–14/12/2025); cột không ghi lấy theo một hồ sơ bình thường
(tiếp nhận 08:00 ngày 15/11/2025, thuộc thẩm quyền xã, trực tuyến, đang xử lý, hẹn trả 25/11/2025); ngày không ghi giờ là 09:00; “–” là trống."""


def glossary_page() -> str:
    """The whole page."""
    lines, section = generated("Từ điển chỉ số", ABOUT), ""
    seen: set[str] = set()
    for indicator in REGISTRY.values():
        if indicator.section != section:
            section = indicator.section
            again = " (tiếp)" if section in seen else ""
            lines += [f"## {SECTIONS[section]}{again}", ""]
            seen.add(section)
        lines += _entry(indicator)
    return page(lines)


def _entry(i: Indicator) -> list[str]:
    facts = [f"Mã: {code(i.id)} · {KINDS[i.kind].lower()} · đơn vị: {UNIT_WORDS[i.unit] or 'không có'}"]
    if i.kind in {"share", "ratio"}:
        facts += [f"Tử số: {_link(i.part)}", f"Mẫu số: {_link(i.whole)}"]
    else:
        facts += [
            f"Điều kiện: {condition_in_words(i.of, i.condition.text)} ({_flags(i.condition.text)}; bảng “{TABLES[i.of].label}”)"
        ]
    if i.kind == "total":
        facts += [f"Cộng cột: {label_of(i.of, i.column)}"]
    if i.kind == "quantile":
        facts += [f"Mức phân vị: {whole(round(100 * i.at))}% (nội suy tuyến tính), của: {label_of(i.of, i.column)}"]
    if i.interval == "wilson":
        facts += ["Kèm khoảng tin cậy 95% (Wilson)"]
    facts += [
        f"Qua các tháng: {ADDS[i.adds]}"
        if i.kind in {"count", "total"}
        else "Qua các tháng: tính lại từ hồ sơ của kỳ dài hơn, không cộng"
    ]
    facts += [f"Nói về: {'toàn Trung tâm' if i.scopes == CENTRE else 'từng phạm vi (thuộc xã, đất đai, cơ quan khác, không rõ)'}"]
    facts += [f"Chiều tốt: {BETTER[i.better]}"] if i.better else []
    facts += [f"Nguồn: {i.source}"] if i.source else []
    facts += [f"Cần có: {_needs(i)}"]
    return [anchor(i.id), "", f"### {i.full_label}", "", i.definition, "", *(f"- {fact}" for fact in facts), "", *_example(i)]


def _link(id: str) -> str:
    return f"[{REGISTRY[id].label}](#{id})"


def _flags(text: str) -> str:
    names = dict.fromkeys(re.findall(r"\b(?:is|has)_\w+", text))
    return ", ".join(code(name) for name in names)


def _needs(indicator: Indicator) -> str:
    need = needs(indicator)
    tables = [f"bảng “{TABLES[name].label}”" for name in sorted(need.tables)]
    groups = [" hoặc ".join(f"“{label_of(name, column)}”" for column in group) for name, group in sorted(need.columns)]
    columns = f"; cột {', '.join(dict.fromkeys(groups))}" if groups else ""
    return ", ".join(tables) + columns


# ------------------------------------------------------------------------------------------------ examples as tables


def _example(indicator: Indicator) -> list[str]:
    if not indicator.example:
        return []
    example = read_example(indicator.example, indicator.of)
    when = " (kỳ 2025-11@calendar, tháng 11/2025 dương lịch)" if indicator.calendar_month else ""
    when = f" (kỳ {example.period}, {parse_period(example.period).title})" if example.period else when
    lines = [f"Ví dụ{when}:", ""]
    for drawing in example.drawings:
        if drawing.table == "period":
            continue
        if drawing.table in {"centre", "rules"}:
            lines += _setting(drawing)
            continue
        if drawing.table != indicator.of:
            lines += [f"Bảng “{TABLES[drawing.table].label}” của ví dụ:", ""]
        lines += [*_drawn(drawing, indicator), ""]
    if example.result:
        lines += [f"Kết quả: {example.result} {UNIT_WORDS[indicator.unit]}.", ""]
    elif indicator.kind == "total":
        amount = sum(int(answer) for drawing in example.drawings for _, answer in drawing.rows if answer not in {"", "no"})
        lines += [
            f"Kết quả: {dong(amount) if indicator.unit == 'dong' else whole(amount) + ' ' + UNIT_WORDS[indicator.unit]}.",
            "",
        ]
    return lines


def _drawn(drawing: Drawing, indicator: Indicator) -> list[str]:
    heads = [label_of(drawing.table, name) for name in drawing.heads]
    rows = [[_said(drawing.table, name, value) for name, value in row.items()] for row, _ in drawing.rows]
    if drawing.has_answers:
        heads.append("Được tính?")
        rows = [[*row, _answer(answer, indicator)] for row, (_, answer) in zip(rows, drawing.rows, strict=True)]
    return table(heads, rows)


def _answer(answer: str, indicator: Indicator) -> str:
    if answer in ANSWERS:
        return ANSWERS[answer]
    return whole(int(answer)) if indicator.kind == "total" else decimal(float(answer), 0)


def _said(table_name: str, column: str, value: str) -> str:
    """A cell of an example as a reader writes it: codes as words, days as dd/mm/yyyy, amounts grouped."""
    if value in {"", "–"}:
        return "–"
    declared = {c.name: c for c in TABLES[table_name].columns}.get(column)
    if column == "unreadable":  # the columns whose cell could not be read
        return ", ".join(label_of(table_name, name) for name in value.strip(",").split(","))
    kind = declared.type if declared else SYSTEM_LABELS[column][1]
    if declared and kind == "code":
        return UNREADABLE_LABEL if value == UNREADABLE else VOCABULARIES[declared.vocabulary][value]
    if kind == "vnd":
        return whole(int(value)).replace("-", "−")
    if kind == "instant":
        year, month, day = value[:10].split("-")
        return f"{day}/{month}/{year}{value[10:]}"
    return value


def _setting(drawing: Drawing) -> list[str]:
    row = drawing.rows[0][0]
    if drawing.table == "centre":
        name = drawing.heads[0]
        return [f"{CENTRE_LISTS[name]} của ví dụ: {', '.join(code(r[name]) for r, _ in drawing.rows)}.", ""]
    said = "; ".join(f"{code(id)}: {TAKES[id].say(value)}" for id, value in row.items())
    return [f"Quy tắc của ví dụ – {said}.", ""]
