"""The second sample: four months of 2026, all invented, smaller than the first; 2026-08 spans 20/07 and 05/08/2026."""

from __future__ import annotations

from datetime import datetime

from hcc_helpers.sample.plan import Plan

DECREE = datetime(2026, 8, 5)  # counters receive for the whole country, kiosks, databases
ONE_ACCOUNT = datetime(2026, 7, 20)  # signing in to the national portal by electronic identity only

MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")
COMMUNE = (
    Plan("2026-08", 320, 44, 3, 2, 1, 24),
    Plan("2026-09", 352, 46, 2, 2, 1, 26, 3, 1),
    Plan("2026-10", 371, 42, 3, 2, 2, 30, 2, 1),
    Plan("2026-11", 388, 40, 2, 3, 1, 34, 3, untold=1),
)
LAND = (
    Plan("2026-08", 90, 0, 1, 1, 1, 20, 6),
    Plan("2026-09", 96, 0, 1, 1, 0, 22, 8),
    Plan("2026-10", 104, 0, 0, 1, 1, 22, 9),
    Plan("2026-11", 108, 0, 1, 1, 0, 24, 11),
)
ELSEWHERE = (  # received at this counter, decided by an authority outside the commune
    Plan("2026-08", 22, 0, 1, 0, 0, 4),
    Plan("2026-09", 38, 0, 2, 1, 0, 6),
    Plan("2026-10", 44, 0, 1, 1, 1, 7),
    Plan("2026-11", 47, 0, 2, 1, 0, 8),
)
PLANS = {"commune": COMMUNE, "land": LAND, "elsewhere": ELSEWHERE}
KIOSK_EVERY, MIRROR_EVERY = 3, 29  # of the cases in person, of those online, from the decree on
LATE_TO_PASS_ON, NOT_PASSED_ON = 9, 2  # every ninth file goes late; the last two of a month are still on the desk

# Before the decree a commune's counter received for its own province only.
PROVINCE_OFFICES = ("Sở Xây dựng",)
OFFICES = (
    "UBND phường Thành Vinh, tỉnh Nghệ An",
    "UBND xã Đức Thọ, tỉnh Hà Tĩnh",
    "UBND phường Cửa Nam, thành phố Hà Nội",
    "UBND phường Hạc Thành, tỉnh Thanh Hóa",
    "Sở Xây dựng",
)
ELSEWHERE_MIX = {"1.776004": 3, "1.776001": 2, "1.004884": 4, "1.004873": 2, "1.013227": 2, "1.776005": 2}
OTHER_COUNTERS = ("Trung tâm Phục vụ hành chính công phường Thành Vinh", "Trung tâm Phục vụ hành chính công xã Hùng Châu")
