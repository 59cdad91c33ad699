"""Flags of outreach, new texts and guidance."""

from hcc_helpers.facts.declare import derived, flag, split
from hcc_helpers.vocabulary import GUIDANCE_KIND, OUTREACH_CHANNEL, OUTREACH_KIND


def _by(table: str, within: str, column: str, words: dict[str, str], prefix: str, label: str, about: str) -> None:
    """One flag a code of a closed list, and the rest: unreadable, blank."""
    for code, word in words.items():
        flag(f"is_{prefix}_{code}", f"{within} and {column} == '{code}'", of=table, label=f"{label}, {about}: {word}")
    flag(f"is_{prefix}_unreadable", f"{within} and {column} == 'unreadable'", of=table, label=f"{label}, {about} không đọc được")
    flag(f"is_{prefix}_untold", f"{within} and {column} is None", of=table, label=f"{label}, không ghi {about}")
    parts = [f"is_{prefix}_{code}" for code in (*words, "unreadable", "untold")]
    split(f"{table}_{prefix}", of=table, within=within, parts=parts, label=f"{label}, theo {about}")


OUT = "outreach"
derived("period_start", of=OUT, label="đầu kỳ")
derived("period_end", of=OUT, label="hết kỳ")
flag("is_done", "period_start <= done_on < period_end", of=OUT, label="tuyên truyền trong kỳ")
_by(OUT, "is_done", "kind", OUTREACH_KIND, "kind", "tuyên truyền trong kỳ", "hình thức")
_by(OUT, "is_done", "medium", OUTREACH_CHANNEL, "channel", "tuyên truyền trong kỳ", "kênh")

T = "new_texts"
derived("period_start", of=T, label="đầu kỳ")
derived("period_end", of=T, label="hết kỳ")
derived("late_from", of=T, label="từ lúc này là phổ biến sau ngày có hiệu lực", reads=["in_force_from"])
flag("is_in_force", "period_start <= in_force_from < period_end", of=T, label="có hiệu lực từ một ngày trong kỳ")
flag(
    "is_undisseminated_at_start", "disseminated_on is None or disseminated_on >= period_start", of=T, label="đầu kỳ chưa phổ biến"
)
flag("is_undisseminated", "disseminated_on is None or disseminated_on >= period_end", of=T, label="hết kỳ chưa phổ biến")
flag(
    "is_not_late",
    "disseminated_on is None or disseminated_on < late_from",
    of=T,
    label="phổ biến không sau ngày có hiệu lực hoặc chưa phổ biến",
)
flag("is_disseminated", "is_undisseminated_at_start and not is_undisseminated", of=T, label="phổ biến trong kỳ")
flag(
    "is_in_force_disseminated",
    "is_in_force and not is_undisseminated",
    of=T,
    label="có hiệu lực trong kỳ, đã phổ biến đến hết kỳ",
)
flag(
    "is_in_force_in_time",
    "is_in_force_disseminated and is_not_late",
    of=T,
    label="có hiệu lực trong kỳ, phổ biến không sau ngày có hiệu lực",
)

G = "guidance"
derived("period_start", of=G, label="đầu kỳ")
derived("period_end", of=G, label="hết kỳ")
flag("is_guided", "period_start <= guided_on < period_end", of=G, label="hướng dẫn trong kỳ")
flag("is_without_case", "case_id is None", of=G, label="không ghi mã hồ sơ")
_by(G, "is_guided", "kind", GUIDANCE_KIND, "kind", "hướng dẫn trong kỳ", "loại")
flag("is_assisted_filing", "is_kind_filing and not is_without_case", of=G, label="hướng dẫn nộp một hồ sơ cụ thể")
