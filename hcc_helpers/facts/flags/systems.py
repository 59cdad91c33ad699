"""Flags of what the systems do: incidents, probes, specialised systems that are linked or not."""

from hcc_helpers.facts.declare import derived, flag, split
from hcc_helpers.vocabulary import INCIDENT_KIND, LINK_STATE

INC = "incidents"
derived("period_start", of=INC, label="đầu kỳ")
derived("period_end", of=INC, label="hết kỳ")
derived("office_minutes", of=INC, label="số phút trong giờ làm việc của kỳ", reads=["ended_at"], rules=["working_hours"])
derived("is_end_unreadable", of=INC, label="lúc hết sự cố không đọc được")
flag("is_begun", "period_start <= began_at < period_end", of=INC, label="xảy ra trong kỳ")
flag("is_of_period", "began_at < period_end and (ended_at is None or ended_at > period_start)", of=INC, label="kéo vào trong kỳ")
flag("is_unclear", "is_end_unreadable == 1", of=INC, label="đã hết, không đọc được lúc nào")
flag(
    "is_lasting",
    "began_at < period_end and not is_unclear and (ended_at is None or ended_at >= period_end)",
    of=INC,
    label="cuối kỳ chưa hết",
)
for _code, _word in INCIDENT_KIND.items():
    flag(f"is_begun_{_code}", f"is_begun and kind == '{_code}'", of=INC, label=f"xảy ra trong kỳ: {_word}")
flag("is_begun_unreadable", "is_begun and kind == 'unreadable'", of=INC, label="xảy ra trong kỳ, loại không đọc được")
flag("is_begun_untold", "is_begun and kind is None", of=INC, label="xảy ra trong kỳ, không ghi loại")
flag(
    "is_down_in_period",
    "is_of_period and kind == 'down' and not is_unclear",
    of=INC,
    label="không truy cập được, kéo vào trong kỳ",
)
split(
    "incidents",
    of=INC,
    within="is_begun",
    parts=[f"is_begun_{_code}" for _code in (*INCIDENT_KIND, "unreadable", "untold")],
    label="Sự cố theo loại",
)

P = "probes"
derived("period_start", of=P, label="đầu kỳ")
derived("period_end", of=P, label="hết kỳ")
flag("is_measured", "period_start <= measured_at < period_end", of=P, label="đo trong kỳ")
flag("is_measured_told", "is_measured and is_ok in (0, 1)", of=P, label="đo trong kỳ, có ghi mở được hay không")
flag("is_measured_failed", "is_measured and is_ok == 0", of=P, label="đo trong kỳ, không mở được")

L = "linked_systems"
derived("period_end", of=L, label="hết kỳ")
flag("is_listed", "since is None or since < period_end", of=L, label="tình trạng có đến hết kỳ")
for _code, _word in LINK_STATE.items():
    flag(f"is_{_code}", f"is_listed and link_state == '{_code}'", of=L, label=f"hệ thống chuyên ngành: {_word}")
flag("is_entered_twice", "is_listed and is_double_entry", of=L, label="phải nhập hai lần")
