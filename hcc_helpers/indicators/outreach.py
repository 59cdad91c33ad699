"""Section I.2 of the report: outreach by kind and channel, new texts, guidance by its three kinds."""

# One definition a paragraph, its example below it: read as a list, not as calls.

from hcc_helpers.indicators.definition import CENTRE, Shared, count, share, total
from hcc_helpers.vocabulary import GUIDANCE_KIND, OUTREACH_CHANNEL, OUTREACH_KIND

OWN = "Định nghĩa của bộ chỉ số"
T: Shared = {"of": "outreach", "section": "I.2", "scopes": CENTRE, "source": OWN}

count(
    "outreach_done",
    which="is_done",
    adds="flow",
    label="Lượt tuyên truyền trong kỳ",
    definition="Dòng của sổ tuyên truyền có ngày trong kỳ: một đợt phát tờ rơi, một tin bài, một video, một buổi là một lượt.",
    example="""
    outreach_no | done_on          -> counted
    1           | 2025-11-14 23:59 -> no
    2           | 2025-11-15 00:00 -> yes
    3           | 2025-12-14 23:59 -> yes
    4           | 2025-12-15 00:00 -> no
""",
    **T,
)
for _prefix, _column, _about, _words in (
    ("kind", "kind", "hình thức", OUTREACH_KIND),
    ("channel", "medium", "kênh", OUTREACH_CHANNEL),
):
    for _code, _word in _words.items():
        _other = next(code for code in _words if code != _code)
        count(
            f"outreach_{_prefix}_{_code}",
            which=f"is_{_prefix}_{_code}",
            adds="flow",
            label=f"Tuyên truyền, {_about}: {_word}",
            definition=f"Lượt tuyên truyền trong kỳ có {_about} là “{_word}”.",
            example=f"""
    outreach_no | done_on          | {_column} -> counted
    1           | 2025-12-01       | {_code} -> yes
    2           | 2025-12-01       | {_other} -> no
    3           | 2025-12-15 00:00 | {_code} -> no
""",
            **T,
        )
count(
    "outreach_unclear",
    which="is_kind_unreadable or is_kind_untold or is_channel_unreadable or is_channel_untold",
    adds="flow",
    label="Tuyên truyền, không rõ hình thức hoặc kênh",
    definition="Lượt tuyên truyền trong kỳ mà ô hình thức hoặc ô kênh trống hay không đọc được.",
    example="""
    outreach_no | done_on          | kind       | medium     -> counted
    1           | 2025-12-01       | unreadable | centre     -> yes
    2           | 2025-12-01       | leaflet    | –          -> yes
    3           | 2025-12-01       | leaflet    | centre     -> no
    4           | 2025-12-15 00:00 | leaflet    | unreadable -> no
""",
    **T,
)
total(
    "leaflets_handed_out",
    which="is_kind_leaflet",
    column="copies",
    unit="copies",
    label="Số tờ rơi đã phát",
    definition="Tổng số lượng ghi ở các đợt phát tờ rơi trong kỳ; đợt không ghi số lượng không cộng được.",
    example="""
    outreach_no | done_on          | kind    | copies -> counted
    1           | 2025-12-01       | leaflet | 200    -> 200
    2           | 2025-12-02       | leaflet | 150    -> 150
    3           | 2025-12-02       | video   | 900    -> no
    4           | 2025-12-15 00:00 | leaflet | 300    -> no
""",
    **T,
)

N: Shared = {"of": "new_texts", "section": "I.2", "scopes": CENTRE, "source": OWN}
count(
    "texts_in_force",
    which="is_in_force",
    adds="flow",
    label="Văn bản mới có hiệu lực trong kỳ",
    base="trên số văn bản có hiệu lực trong kỳ",
    definition="Văn bản trong sổ có ngày bắt đầu hiệu lực trong kỳ.",
    example="""
    text_number | in_force_from    -> counted
    1/NĐ        | 2025-11-14 23:59 -> no
    2/NĐ        | 2025-11-15 00:00 -> yes
    3/NĐ        | 2025-12-14       -> yes
    4/NĐ        | 2025-12-15 00:00 -> no
""",
    **N,
)
count(
    "texts_in_force_disseminated",
    which="is_in_force_disseminated",
    adds="none",
    label="Văn bản có hiệu lực trong kỳ, đã phổ biến",
    definition="Văn bản có hiệu lực trong kỳ, phổ biến không sau ngày cuối kỳ.",
    example="""
    text_number | in_force_from | disseminated_on  -> counted
    1/NĐ        | 2025-12-01    | 2025-11-20       -> yes
    2/NĐ        | 2025-12-01    | 2025-12-14       -> yes
    3/NĐ        | 2025-12-01    | 2025-12-15 00:00 -> no
    4/NĐ        | 2025-12-01    | –                -> no
    5/NĐ        | 2025-11-01    | 2025-12-01       -> no
""",
    **N,
)
count(
    "texts_disseminated_in_time",
    which="is_in_force_in_time",
    adds="none",
    better="higher",
    label="Văn bản phổ biến không sau ngày có hiệu lực",
    definition="Văn bản có hiệu lực trong kỳ, phổ biến không sau ngày bắt đầu hiệu lực (bộ chỉ số hiểu như vậy là kịp thời; không văn bản nào quy định).",
    example="""
    text_number | in_force_from    | disseminated_on  -> counted
    1/NĐ        | 2025-12-01 00:00 | 2025-12-01 23:59 -> yes
    2/NĐ        | 2025-12-01 00:00 | 2025-12-02 00:00 -> no
    3/NĐ        | 2025-12-01       | 2025-11-01       -> yes
    4/NĐ        | 2025-12-01       | –                -> no
""",
    **N,
)
share(
    "texts_in_time_pct",
    part="texts_disseminated_in_time",
    whole="texts_in_force",
    better="higher",
    section="I.2",
    label="Tỷ lệ văn bản phổ biến không sau ngày có hiệu lực",
    source=OWN,
)
count(
    "texts_disseminated",
    which="is_disseminated",
    adds="flow",
    label="Văn bản phổ biến trong kỳ",
    definition="Văn bản có ngày phổ biến trong kỳ, dù có hiệu lực từ khi nào.",
    example="""
    text_number | in_force_from | disseminated_on  -> counted
    1/NĐ        | 2025-10-01    | 2025-11-15 00:00 -> yes
    2/NĐ        | 2026-01-01    | 2025-12-01       -> yes
    3/NĐ        | 2025-12-01    | 2025-11-14 23:59 -> no
    4/NĐ        | 2025-12-01    | 2025-12-15 00:00 -> no
    5/NĐ        | 2025-12-01    | –                -> no
""",
    **N,
)

G: Shared = {"of": "guidance", "section": "I.2", "scopes": CENTRE, "source": OWN}
total(
    "guidance_people",
    which="is_guided",
    column="people",
    unit="person_days",
    label="Lượt người được hướng dẫn trong kỳ",
    definition="Tổng số người ghi ở các dòng hướng dẫn trong kỳ; một người được hướng dẫn ba loại là ba lượt.",
    example="""
    guidance_no | guided_on        | people -> counted
    1           | 2025-11-15 00:00 | 3      -> 3
    2           | 2025-12-14 23:59 | 1      -> 1
    3           | 2025-12-15 00:00 | 5      -> no
""",
    **G,
)
for _code, _word in GUIDANCE_KIND.items():
    _other = next(code for code in GUIDANCE_KIND if code != _code)
    total(
        f"guidance_{_code}",
        which=f"is_kind_{_code}",
        column="people",
        unit="person_days",
        label=f"Hướng dẫn: {_word[0].lower()}{_word[1:]}",
        definition=f"Tổng số lượt người được hướng dẫn trong kỳ, loại “{_word}”.",
        example=f"""
    guidance_no | guided_on        | kind | people -> counted
    1           | 2025-12-01       | {_code} | 3 -> 3
    2           | 2025-12-02       | {_code} | 2 -> 2
    3           | 2025-12-02       | {_other} | 4 -> no
    4           | 2025-12-15 00:00 | {_code} | 9 -> no
""",
        **G,
    )
count(
    "guidance_assisted_filings",
    which="is_assisted_filing",
    adds="flow",
    label="Lần hướng dẫn nộp một hồ sơ cụ thể",
    definition="Dòng hướng dẫn nộp trực tuyến trong kỳ có ghi mã hồ sơ.",
    example="""
    guidance_no | guided_on        | kind    | case_id -> counted
    1           | 2025-12-01       | filing  | H1      -> yes
    2           | 2025-12-01       | filing  | –       -> no
    3           | 2025-12-01       | account | H1      -> no
    4           | 2025-12-15 00:00 | filing  | H1      -> no
""",
    **G,
)
