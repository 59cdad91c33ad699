"""Section II of the report, points 2 and 3: incidents and probes of the systems, specialised systems that are not linked."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import CENTRE, Shared, count, share, total
from hcc_helpers.vocabulary import INCIDENT_KIND, LINK_STATE

OWN = "Định nghĩa của bộ chỉ số"
N: Shared = {"of": "incidents", "section": "II", "scopes": CENTRE, "source": OWN}

count(
    "incidents_begun",
    which="is_begun",
    adds="flow",
    better="lower",
    label="Sự cố hệ thống xảy ra trong kỳ",
    definition="Sự cố (chậm, lỗi hoặc không truy cập được) bắt đầu trong kỳ.",
    example="""
    began_at         | system -> counted
    2025-11-14 23:59 | Cổng   -> no
    2025-11-15 00:00 | Cổng   -> yes
    2025-12-14 23:59 | Cổng   -> yes
    2025-12-15 00:00 | Cổng   -> no
""",
    **N,
)
for _code, _word in INCIDENT_KIND.items():
    _other = next(code for code in INCIDENT_KIND if code != _code)
    count(
        f"incidents_{_code}",
        which=f"is_begun_{_code}",
        adds="flow",
        better="lower",
        label=f"Sự cố: {_word[0].lower()}{_word[1:]}",
        definition=f"Sự cố loại “{_word}” bắt đầu trong kỳ.",
        example=f"""
    began_at         | kind -> counted
    2025-12-01 08:00 | {_code} -> yes
    2025-12-02 08:00 | {_other} -> no
    2025-12-15 00:00 | {_code} -> no
""",
        **N,
    )
count(
    "incidents_lasting",
    which="is_lasting",
    adds="closing",
    better="lower",
    label="Sự cố chưa hết lúc hết kỳ",
    definition="Sự cố bắt đầu đến hết kỳ mà hệ thống chưa dùng lại được bình thường.",
    example="""
    began_at         | ended_at         -> counted
    2025-12-01 08:00 | –                -> yes
    2025-12-02 08:00 | 2025-12-15 00:00 -> yes
    2025-12-03 08:00 | 2025-12-14 23:59 -> no
    2025-12-15 00:00 | –                -> no
""",
    **N,
)
total(
    "down_minutes",
    which="is_down_in_period",
    column="office_minutes",
    unit="minutes",
    better="lower",
    label="Số phút không truy cập được trong giờ làm việc",
    definition="Tổng số phút của các sự cố “Không truy cập được”, chỉ tính giờ làm việc của kỳ; sự cố chưa hết tính đến hết kỳ; hai sự cố cùng lúc của hai hệ thống cộng cả hai.",
    example="""
    began_at         | ended_at         | kind -> counted
    2025-12-01 08:00 | 2025-12-01 09:30 | down -> 90
    2025-12-02 05:00 | 2025-12-02 07:10 | down -> 10
    2025-12-06 08:00 | 2025-12-06 10:00 | down -> 0
    2025-12-03 08:00 | 2025-12-03 09:00 | slow -> no
    2025-12-15 08:00 | 2025-12-15 09:00 | down -> no
""",
    **N,
)

P: Shared = {"of": "probes", "section": "II", "scopes": CENTRE, "source": OWN}
count(
    "probes_taken",
    which="is_measured_told",
    adds="flow",
    label="Lần mở thử hệ thống",
    base="trên số lần mở thử",
    definition="Lần mở thử trong kỳ có ghi mở được hay không.",
    example="""
    measured_at      | is_ok -> counted
    2025-11-15 00:00 | có    -> yes
    2025-12-01 08:00 | không -> yes
    2025-12-02 08:00 | –     -> no
    2025-12-15 00:00 | có    -> no
""",
    **P,
)
count(
    "probes_failed",
    which="is_measured_failed",
    adds="flow",
    better="lower",
    label="Lần mở thử không được",
    definition="Lần mở thử trong kỳ mà trang không mở được.",
    example="""
    measured_at      | is_ok -> counted
    2025-12-01 08:00 | không -> yes
    2025-12-02 08:00 | có    -> no
    2025-12-03 08:00 | –     -> no
    2025-12-15 00:00 | không -> no
""",
    **P,
)
share(
    "probes_failed_pct",
    part="probes_failed",
    whole="probes_taken",
    better="lower",
    section="II",
    label="Tỷ lệ lần mở thử không được",
    source=OWN,
)

L: Shared = {"of": "linked_systems", "section": "II", "scopes": CENTRE, "source": OWN}
count(
    "systems_listed",
    which="is_listed",
    adds="closing",
    label="Hệ thống chuyên ngành đang dùng",
    definition="Hệ thống chuyên ngành trong sổ có tình trạng kết nối đến hết kỳ.",
    example="""
    system | since            -> counted
    A      | –                -> yes
    B      | 2025-12-14 23:59 -> yes
    C      | 2025-12-15 00:00 -> no
""",
    **L,
)
for _code, _word in LINK_STATE.items():
    _other = next(code for code in LINK_STATE if code != _code)
    count(
        f"systems_{_code}",
        which=f"is_{_code}",
        adds="closing",
        label=f"Hệ thống chuyên ngành: {_word[0].lower()}{_word[1:]}",
        definition=f"Hệ thống chuyên ngành đến hết kỳ có tình trạng “{_word}” với hệ thống một cửa.",
        example=f"""
    system | link_state | since -> counted
    A      | {_code} | 2025-07-01 -> yes
    B      | {_other} | 2025-07-01 -> no
    C      | {_code} | 2025-12-15 00:00 -> no
""",
        **L,
    )
count(
    "systems_entered_twice",
    which="is_entered_twice",
    adds="closing",
    better="lower",
    label="Hệ thống phải nhập dữ liệu hai lần",
    definition="Hệ thống chuyên ngành mà cán bộ phải nhập lại dữ liệu đã có ở hệ thống một cửa.",
    example="""
    system | is_double_entry | since            -> counted
    A      | có              | –                -> yes
    B      | không           | –                -> no
    C      | có              | 2025-12-15 00:00 -> no
""",
    **L,
)
