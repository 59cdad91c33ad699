"""What the sample shall show, month by month: invented, except the totals of December 2025, which are the real report's.

A plan fixes how many cases come in, by channel, and in which state they are left at the end of the month; the register
invents cases, dates and people around it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """One month of one scope."""

    month: str
    online: int
    in_person: int
    late: int  # finished late in the month, beside those that were open late before
    returned: int
    withdrawn: int
    in_time: int  # left open at the end, in time
    paused: int = 0  # left open and paused at the end
    open_late: int = 0
    untold: int = 0  # of returned: told only by the kind of result, with status 9 or 10


COMMUNE = (
    Plan("2025-07", 402, 38, 5, 2, 1, 61),
    Plan("2025-08", 1180, 72, 14, 7, 3, 70, 6, 3),
    Plan("2025-09", 1432, 63, 9, 8, 4, 74, 5, 2),
    Plan("2025-10", 1588, 55, 8, 6, 3, 90, 4, 1),
    Plan("2025-11", 1671, 44, 10, 7, 4, 99),
    Plan("2025-12", 1811, 34, 6, 8, 5, 294, untold=3),
)
LAND = (
    Plan("2025-07", 318, 0, 1, 3, 1, 150, 22),
    Plan("2025-08", 902, 0, 5, 8, 3, 170, 51),
    Plan("2025-09", 1015, 0, 6, 9, 4, 181, 63),
    Plan("2025-10", 1108, 0, 4, 10, 4, 190, 78),
    Plan("2025-11", 1176, 0, 5, 9, 5, 205, 105),
    Plan("2025-12", 1240, 0, 4, 11, 4, 80, 142),
)
OTHER = tuple(
    Plan(month, count, 0, 0, 0, 0, 1)
    for month, count in (("2025-07", 4), ("2025-08", 9), ("2025-09", 8), ("2025-10", 11), ("2025-11", 10), ("2025-12", 12))
)
PLANS = {"commune": COMMUNE, "land": LAND, "other": OTHER}
# Accepted on the day after the last month, before the extraction: outside the window, inside the inclusive one.
AFTER = {"commune": (88, 2), "land": (57, 0), "other": (1, 0)}

# procedure code -> weight of online filings; the handling unit and the deciding authority
ONLINE = {
    "2.000635": 24,
    "2.001035": 25,
    "1.004873": 9,
    "1.001193": 7,
    "1.000656": 4,
    "1.000894": 4,
    "1.004859": 3,
    "1.004884": 2,
    "2.000913": 2,
    "1.001612": 3,
    "2.000720": 1.5,
    "1.001266": 1,
    "1.776001": 4,
    "1.776002": 2,
    "1.776004": 4,
    "1.776003": 1,
    "1.776005": 1.2,
    "1.776007": 0.8,
    "1.776011": 1.5,
    "1.776012": 1,
    "1.013225": 1.2,
    "1.013229": 0.6,
    "1.012753": 1,
    "1.012796": 0.5,
    "2.001263": 0.25,
    "2.000908": 1,
    "1.776008": 0.4,
    "2.001016": 0.6,
    "2.001019": 0.3,
}
IN_PERSON = {
    "2.000815": 7,
    "2.000884": 6,
    "1.001193": 5,
    "1.000656": 3,
    "1.000894": 5,
    "1.004859": 3,
    "1.004837": 3,
    "1.001022": 2,
}
LAND_MIX = {
    "1.012783": 9,
    "1.012784": 10,
    "1.013831": 22,
    "1.013980": 14,
    "1.013977": 8,
    "1.012793": 6,
    "1.013995": 5,
    "1.012781": 4,
    "1.013988": 6,
    "1.012786": 3,
    "1.013833": 3,
    "1.013992": 4,
    "1.012756": 2,
    "1.013978": 4,
}
OTHER_MIX = {"1.013227": 1, "1.013228": 1, "1.013225": 2}
IN_PERSON_ONLY = ("2.000815", "2.000884")  # of these a few are filed online against the catalogue: a planted finding
PLANTED_ONLINE = {"2025-10": 2, "2025-11": 3, "2025-12": 4}
PER_COPY = "2.000635"  # 8.000 đồng a copy; the number of copies varies
PER_PAGE = "2.000815"  # by the page: any whole thousand

UNITS = {
    "Hộ tịch": "Văn phòng HĐND và UBND xã",
    "Chứng thực": "Trung tâm Phục vụ hành chính công xã",
    "Nuôi con nuôi": "Văn phòng HĐND và UBND xã",
    "Đất đai": "Phòng Kinh tế",
    "Hoạt động xây dựng": "Phòng Kinh tế",
    "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)": "Phòng Kinh tế",
}
OTHER_UNIT = "Phòng Văn hóa – Xã hội"
LAND_UNIT = "Chi nhánh Văn phòng đăng ký đất đai khu vực Diễn Châu"
DEPARTMENT = "Sở Xây dựng"

# December: figures of the real report.
FEES_ONLINE, FEES_CASH = 32_090_000, 783_000
DOCUMENTS, STORED = 1600, 1520
# month -> (valid answers, satisfied, blank, without opinion)
SURVEYS = {
    "2025-07": (118, 110, 3, 2),
    "2025-08": (231, 218, 4, 3),
    "2025-09": (264, 251, 5, 2),
    "2025-10": (305, 291, 6, 4),
    "2025-11": (362, 346, 5, 3),
    "2025-12": (412, 396, 7, 5),
    "2026-08": (96, 90, 2, 1),
    "2026-09": (104, 99, 2, 1),
    "2026-10": (112, 106, 1, 2),
    "2026-11": (121, 116, 2, 1),
}
# month -> (kind, about, answered in so many working days or None)
PETITIONS = {
    "2025-08": (("feedback", "time", 6), ("feedback", "system", 4)),
    "2025-09": (("proposal", "procedure", 9),),
    "2025-10": (("feedback", "attitude", 17), ("complaint", "time", 12)),
    "2025-11": (("feedback", "system", 3),),
    "2026-09": (("feedback", "time", 7),),
    "2026-11": (("proposal", "system", 9),),
}
# cause of lateness -> weight; and the share of late cases for which nobody wrote one down
LATE_CAUSES = {"deciding": 9, "cooperating": 4, "financial": 2, "system": 3, "supplement": 2, "other": 1}
LATE_CAUSE_UNWRITTEN = 0.2
