"""Invented reports whose figures agree, in many wordings, number formats and orders; and the same with one planted error.

The world is drawn first (a set of counts that add up), then told. What is planted is named, so that a test can ask
whether the audit found it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# fmt: off


@dataclass
class World:
    """Counts that add up: received = new + carried = resolved + open (+ returned)."""

    new: int
    carried: int
    online: int
    person: int
    post: int
    early: int
    on_due: int
    late: int
    open_in_time: int
    open_late: int
    returned: int
    fees: int
    fees_online: int

    @property
    def received(self) -> int:
        return self.new + self.carried

    @property
    def in_time(self) -> int:
        return self.early + self.on_due

    @property
    def resolved(self) -> int:
        return self.in_time + self.late

    @property
    def open(self) -> int:
        return self.open_in_time + self.open_late


def world(rng: random.Random) -> World:
    size = int(10 ** rng.uniform(2.2, 5.2))
    new = rng.randint(size, 2 * size)
    carried = rng.choice([0, rng.randint(1, max(2, size // 6))])
    person = rng.randint(1, max(2, new // rng.choice([3, 10, 40])))
    post = rng.choice([0, rng.randint(1, max(2, new // 30))])
    online = new - person - post
    returned = rng.choice([0, rng.randint(1, max(2, size // 50))])
    open_late = rng.choice([0, rng.randint(1, max(2, size // 90))])
    open_in_time = rng.randint(2, max(3, size // 6))
    resolved = new + carried - returned - open_late - open_in_time
    late = rng.randint(1, max(2, resolved // rng.choice([20, 90, 300])))
    on_due = rng.randint(1, max(2, resolved // 4))
    fees = rng.randint(500, 90000) * 1000
    return World(new, carried, online, person, post, resolved - late - on_due, on_due, late, open_in_time, open_late, returned,
                 fees, fees * rng.randint(500, 990) // 1_000_000 * 1000)


@dataclass
class Told:
    """One report: its text, and what was planted ("" for none)."""

    text: str
    planted: str = ""


class Teller:
    """Numbers in the style of one author; one of them may be told wrongly."""

    def __init__(self, rng: random.Random, plant: bool = False):
        self.rng, self.plant = rng, plant
        self.english = rng.random() < 0.2
        self.decimals = rng.choice([0, 1, 1, 2, 2])
        self.pad = rng.random() < 0.3
        self.unit = (
            rng.choice(["applications", "dossiers", "cases"])
            if self.english
            else rng.choice(["hồ sơ", "hồ sơ", "HS", "bộ hồ sơ"])
        )
        self.glued = rng.random() < 0.3

    def n(self, value: int) -> str:
        if self.english:
            return f"{value:,}"
        text = f"{value:,}".replace(",", ".")
        return f"0{text}" if self.pad and value < 10 else text

    def u(self, value: int) -> str:
        return f"{self.n(value)} {self.unit}"

    def pct(self, part: int, whole: int) -> str:
        exact = Decimal(100 * part) / Decimal(whole)
        decimals = self.decimals
        shown = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        text = f"{shown}%"
        return text if self.english else text.replace(".", ",")

    def dong(self, value: int) -> str:
        return self.n(value) + self.rng.choice(["đ", " đồng", " đồng", " VNĐ"] if not self.english else [" VND"])


def report(rng: random.Random) -> Told:
    """A report that agrees with itself."""
    return _told(rng, world(rng), "")


PLANTS = ("received", "online", "person", "in_time", "late", "resolved", "open", "share", "fees_online", "open_late")


def report_with_error(rng: random.Random) -> Told:
    """The same with one figure wrong, of those that other figures of the text speak of."""
    true, plant = world(rng), rng.choice(PLANTS)
    return _told(rng, true, plant)


def _wrong(rng: random.Random, value: int) -> int:
    """One digit changed, two exchanged, or a count off by some."""
    text = str(value)
    for _ in range(50):
        way = rng.random()
        if way < 0.5:
            at = rng.randrange(len(text))
            other = text[:at] + rng.choice("0123456789") + text[at + 1 :]
        elif way < 0.75 and len(text) > 1:
            at = rng.randrange(len(text) - 1)
            other = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        else:
            other = str(max(1, value + rng.choice([-1, 1]) * rng.randint(2, max(3, value // 20))))
        if other != text and other[0] != "0":
            return int(other)
    return value + 10


def _told(rng: random.Random, w: World, plant: str) -> Told:
    t = Teller(rng)
    values = {name: getattr(w, name) for name in ("new", "carried", "online", "person", "post", "early", "on_due", "late", "open_in_time", "open_late",
                                                  "returned", "fees", "fees_online", "received", "in_time", "resolved", "open")}
    true = dict(values)
    has_shares = plant == "share" or rng.random() < 0.7
    if plant and plant != "share":
        if values.get(plant, 0) == 0:
            plant = "resolved"
        values[plant] = _wrong(rng, values[plant])
    spoilt, planted_share = [plant == "share"], []

    def share(name: str, base: str) -> str:
        if not has_shares:
            return ""
        text = t.pct(true[name], true[base])
        if spoilt[0] and name in ("online", "in_time", "late", "open"):
            spoilt[0] = False
            number = Decimal(text.rstrip("%").replace(",", "."))
            moved = number + Decimal(rng.choice(["2", "3", "-2", "5", "1.5"])).quantize(
                Decimal(1).scaleb(-t.decimals), ROUND_HALF_UP
            )
            if not 0 < moved < 100:
                moved = number - 3 if number > 50 else number + 3
            text = f"{moved}%" if t.english else f"{moved}%".replace(".", ",")
            planted_share.append(text)
        if t.english:
            return rng.choice([f" ({text})", f", or {text}", f", accounting for {text}"])
        return rng.choice(
            [f" ({text})", f", chiếm tỷ lệ {text}", f", đạt {text}", f", tỷ lệ {text}", f" (tỷ lệ {text})", f" = {text}"]
        )

    tell = _english if t.english else _vietnamese
    text = tell(rng, t, w, values, share)
    printed = planted_share[0] if planted_share else "" if plant == "share" else t.n(values[plant]) if plant else ""
    if plant and (not printed or printed not in text):
        return _told(rng, w, rng.choice([one for one in PLANTS if one != plant]))  # this wording does not print it
    return Told(text, plant)


def _vietnamese(rng: random.Random, t: Teller, w: World, v: dict, share) -> str:
    month, year = rng.randint(1, 12), rng.choice([2024, 2025, 2026])
    place = rng.choice(
        [
            "Trung tâm Phục vụ hành chính công xã",
            "Trung tâm",
            "Bộ phận Một cửa xã Tân Sơn",
            "UBND phường Bình Minh",
            "Toàn tỉnh",
            "Trung tâm PVHCC",
        ]
    )
    u, n = t.u, t.n
    total = rng.choice([
        f"Trong tháng {month}/{year}, {place} tiếp nhận {u(v['received'])}", f"Tổng số hồ sơ tiếp nhận: {u(v['received'])}",
        f"- Tổng số hồ sơ tiếp nhận trong kỳ là {u(v['received'])}", f"Từ ngày 15/{month}/{year} đến ngày 14/{month % 12 + 1}/{year + month // 12}, {place} đã tiếp nhận {u(v['received'])}",
        f"{place} đã tiếp nhận tổng số {u(v['received'])}", f"Tổng số hồ sơ phải giải quyết trong tháng {month} là {u(v['received'])}",
    ])
    parts = []
    if w.carried:
        parts.append(
            rng.choice(
                [
                    f"kỳ trước chuyển sang {u(v['carried'])}",
                    f"hồ sơ từ kỳ trước chuyển qua: {u(v['carried'])}",
                    f"{u(v['carried'])} từ kỳ trước chuyển sang",
                    f"tồn kỳ trước {u(v['carried'])}",
                ]
            )
        )
        if rng.random() < 0.5:
            parts.append(
                rng.choice(
                    [f"tiếp nhận mới {u(v['new'])}", f"{u(v['new'])} mới tiếp nhận", f"số mới tiếp nhận trong kỳ {u(v['new'])}"]
                )
            )
    channel = [rng.choice([f"trực tuyến {u(v['online'])}", f"{u(v['online'])} trực tuyến", f"hồ sơ nộp trực tuyến: {u(v['online'])}", f"tiếp nhận qua hình thức trực tuyến {u(v['online'])}", f"số lượng hồ sơ trực tuyến là {u(v['online'])}"]) + share("online", "new" if rng.random() < 0.5 else "received"),
               rng.choice([f"trực tiếp {u(v['person'])}", f"{u(v['person'])} trực tiếp", f"hồ sơ nộp trực tiếp: {u(v['person'])}"])]
    if w.post:
        channel.append(rng.choice([f"qua dịch vụ bưu chính công ích {u(v['post'])}", f"{u(v['post'])} qua bưu chính công ích"]))
    if rng.random() < 0.3:
        rng.shuffle(channel)
    parts += channel
    lead = rng.choice(["trong đó", "gồm", "trong đó có", "bao gồm"])
    resolved = rng.choice(
        [
            f"Đã giải quyết {u(v['resolved'])}",
            f"Số hồ sơ đã giải quyết: {u(v['resolved'])}",
            f"Kết quả: đã giải quyết xong {u(v['resolved'])}",
            f"Đã giải quyết và trả kết quả {u(v['resolved'])}",
            f"Đã xử lý {u(v['resolved'])}",
        ]
    )
    if rng.random() < 0.5:
        done = [
            rng.choice(
                [
                    f"đúng và trước hạn {u(v['in_time'])}",
                    f"{u(v['in_time'])} trước hạn và đúng hạn",
                    f"trước hạn và đúng hạn: {u(v['in_time'])}",
                    f"giải quyết đúng hạn {u(v['in_time'])}",
                ]
            )
            + share("in_time", "resolved")
        ]
    elif v["in_time"] != w.in_time:
        done = [f"trước và đúng hạn {u(v['in_time'])}" + share("in_time", "resolved")]
    else:
        done = [
            rng.choice([f"trước hạn {u(v['early'])}", f"{u(v['early'])} trước hạn"]) + share("early", "resolved"),
            rng.choice([f"đúng hạn {u(v['on_due'])}", f"{u(v['on_due'])} đúng hạn"]) + share("on_due", "resolved"),
        ]
    done.append(
        rng.choice(
            [
                f"quá hạn {u(v['late'])}",
                f"trễ hạn {u(v['late'])}",
                f"{u(v['late'])} quá hạn",
                f"hồ sơ giải quyết quá hạn: {u(v['late'])}",
                f"chậm hạn {u(v['late'])}",
            ]
        )
        + share("late", "resolved")
    )
    open_ = rng.choice(
        [
            f"Đang giải quyết {u(v['open'])}",
            f"Hồ sơ đang giải quyết: {u(v['open'])}",
            f"Hiện còn {u(v['open'])} đang giải quyết",
            f"Đang xử lý {u(v['open'])}",
        ]
    )
    if w.open_late:
        open_ += rng.choice(
            [
                f" (trong hạn {u(v['open_in_time'])}, quá hạn {u(v['open_late'])})",
                f": {u(v['open_in_time'])} chưa đến hạn và {u(v['open_late'])} đã quá hạn",
                f", trong đó trong hạn {u(v['open_in_time'])}, quá hạn {u(v['open_late'])}",
            ]
        )
    else:
        open_ += rng.choice(["", " (trong hạn)", ", đều trong hạn"])
        if rng.random() < 0.3:
            open_ = f"Đang giải quyết trong hạn: {u(v['open'])}"
    returned = (
        rng.choice(
            [
                f"Hồ sơ rút, trả lại: {u(v['returned'])}",
                f"Trả lại {u(v['returned'])}",
                f"Số hồ sơ trả lại, rút là {u(v['returned'])}",
            ]
        )
        if w.returned
        else ""
    )
    fees = rng.choice([
        f"Tổng phí, lệ phí: {t.dong(v['fees'])}, trong đó thanh toán trực tuyến {t.dong(v['fees_online'])}, thanh toán trực tiếp {t.dong(w.fees - w.fees_online)}.",
        f"Phí, lệ phí thu được {t.dong(v['fees'])}; thanh toán trực tuyến {t.dong(v['fees_online'])}{share('fees_online', 'fees')}; thanh toán trực tiếp {t.dong(w.fees - w.fees_online)}.", "",
    ]) if v["fees_online"] == w.fees_online else f"Tổng phí, lệ phí: {t.dong(v['fees'])}, trong đó thanh toán trực tuyến {t.dong(v['fees_online'])}, thanh toán trực tiếp {t.dong(w.fees - w.fees_online)}."
    noise = rng.choice([
        "Trung tâm thực hiện 2.242 thủ tục hành chính, phục vụ 24/7 qua cổng.", "Thực hiện Nghị định số 61/2018/NĐ-CP và Quyết định 766/QĐ-TTg, 100% cán bộ đi làm đúng giờ.",
        "Mức độ hài lòng của người dân đạt trên 95%.", "Có 20/20 sở, ngành tham gia; tổ chức 05 lớp tập huấn cho 312 lượt người.", "Tiếp tục duy trì dịch vụ công mức độ 3, 4.",
        "Tuyên truyền 12 tin bài, phát 1.200 tờ rơi; hướng dẫn 345 lượt người.", "So với tháng trước, hồ sơ tăng 12,5%.",
        "Phấn đấu tháng sau đạt 98% hồ sơ trực tuyến.", "Có 03 phản ánh, kiến nghị, đã trả lời 03.", "Lũy kế từ đầu năm tiếp nhận 98.765 hồ sơ, đã giải quyết 95.001 hồ sơ.",
        "Lĩnh vực đất đai: tiếp nhận 321 hồ sơ, đã giải quyết 300 hồ sơ.", "Đã số hóa 1.234 hồ sơ, ký số 987 kết quả.", "Cùng kỳ năm trước tiếp nhận 1.111 hồ sơ, quá hạn 22 hồ sơ.",
    ])
    head = rng.choice(
        [
            "",
            f"BÁO CÁO\nKết quả hoạt động tháng {month} năm {year}\n",
            "I. Kết quả giải quyết thủ tục hành chính\n",
            "1. Công tác tiếp nhận, giải quyết hồ sơ\n",
        ]
    )
    style = rng.random()
    if style < 0.45:
        body = f"{total}, {lead} {', '.join(parts)}. {resolved}; {lead.replace('gồm', 'trong đó')} {', '.join(done)}. {open_}."
        if returned:
            body += f" {returned}."
    elif style < 0.85:
        mark = rng.choice(["- ", "+ ", "- + ", "* "])
        lines = [f"{total}, {lead}:", *(f"{mark}{part[0].upper()}{part[1:]};" for part in parts), f"- {resolved}, trong đó:", *(f"{mark}{one[0].upper()}{one[1:]};" for one in done),
                 f"- {open_}."] + ([f"- {returned}."] if returned else [])
        body = "\n".join(lines)
    else:
        rows = [("Tổng số hồ sơ tiếp nhận", v["received"])]
        rows += [("Kỳ trước chuyển qua", v["carried"])] if w.carried else []
        rows += [("Trực tuyến", v["online"]), ("Trực tiếp", v["person"])]
        rows += [("Bưu chính công ích", v["post"])] if w.post else []
        rows += [
            ("Đã giải quyết", v["resolved"]),
            ("Trước hạn và đúng hạn", v["in_time"]),
            ("Quá hạn", v["late"]),
            ("Đang giải quyết", v["open"]),
        ]
        rows += [("Trả lại, rút", v["returned"])] if w.returned else []
        body = "\n".join(
            ["| Nội dung | Số lượng (hồ sơ) |", "|---|---|", *(f"| {label} | {n(value)} |" for label, value in rows)]
        )
    tail = [fees, noise] if rng.random() < 0.5 else [noise, fees]
    return "\n".join([head + body, *[one for one in tail if one]])


def _english(rng: random.Random, t: Teller, w: World, v: dict, share) -> str:
    u = t.u
    total = rng.choice(
        [
            f"In the reporting month the centre received {u(v['received'])}",
            f"Total received: {u(v['received'])}",
            f"From January 1 to March 31, the commune received a total of {u(v['received'])}",
        ]
    )
    parts = []
    if w.carried:
        parts.append(rng.choice([f"{u(v['carried'])} carried over from the previous month", f"carried over: {u(v['carried'])}"]))
    parts += [rng.choice([f"{u(v['online'])} online", f"online {u(v['online'])}", f"{u(v['online'])} submitted online"]) + share("online", "received"),
              rng.choice([f"{u(v['person'])} in person", f"in person {u(v['person'])}"])]
    if w.post:
        parts.append(f"{u(v['post'])} by post")
    done = [rng.choice([f"{u(v['in_time'])} on time", f"{u(v['in_time'])} on time or early", f"on time {u(v['in_time'])}"]) + share("in_time", "resolved"),
            rng.choice([f"{u(v['late'])} late", f"{u(v['late'])} overdue"]) + share("late", "resolved")]
    resolved = rng.choice(
        [f"It resolved {u(v['resolved'])}", f"Resolved: {u(v['resolved'])}", f"{u(v['resolved'])} were processed"]
    )
    open_ = rng.choice([f"{u(v['open'])} are pending", f"Pending: {u(v['open'])}", f"{u(v['open'])} are being processed"])
    text = (
        f"{total}, {rng.choice(['of which', 'including'])} {', '.join(parts)}. {resolved}, of which {', '.join(done)}. {open_}."
    )
    if w.returned:
        text += f" {u(v['returned'])} were returned."
    if v["fees_online"] != w.fees_online:
        text += f" Fees: {t.dong(v['fees'])}, of which online payment {t.dong(v['fees_online'])}, payment in person {t.dong(w.fees - w.fees_online)}."
    if v["open_late"] != w.open_late:
        text = text.replace(open_, f"{open_}: {u(v['open_in_time'])} not yet due and {u(v['open_late'])} overdue")
    return text + rng.choice(
        [
            "",
            " The satisfaction rate is 98.5%.",
            " The office serves 24/7.",
            " Compared with last month, applications rose by 12%.",
        ]
    )
