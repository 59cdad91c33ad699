"""The language of conditions: what it says in SQL, what it refuses and where, and what a missing value does."""

from __future__ import annotations

import duckdb
import pytest

from hcc_helpers.errors import WrongWords
from hcc_helpers.facts import language
from hcc_helpers.facts.dialect import SPARK

COLUMNS = frozenset({"accepted_at", "closed_at", "period_end", "channel", "status", "score", "is_fee_due"})
FLAGS = frozenset({"is_of_period", "is_closed"})


def read(text: str) -> language.Condition:
    return language.read(text, columns=COLUMNS, flags=FLAGS, of="is_test")


ACCEPTED = [
    # condition -> SQL
    ("channel == 'online'", "(channel = 'online')"),
    ("is_fee_due == 1", "(is_fee_due = 1)"),
    ("accepted_at < period_end", "(accepted_at < period_end)"),
    ("accepted_at <= period_end", "(accepted_at <= period_end)"),
    ("accepted_at > period_end", "(accepted_at > period_end)"),
    ("accepted_at >= period_end", "(accepted_at >= period_end)"),
    ("accepted_at <= closed_at < period_end", "((accepted_at <= closed_at) AND (closed_at < period_end))"),
    ("status in ('finished', 'stopped')", "(status IN ('finished', 'stopped'))"),
    ("status in ['finished']", "(status IN ('finished'))"),
    ("status not in ('registered', 'refused')", "(status NOT IN ('registered', 'refused'))"),
    ("closed_at is None", "(closed_at IS NULL)"),
    ("closed_at is not None", "(closed_at IS NOT NULL)"),
    ("is_of_period and is_closed", "(is_of_period AND is_closed)"),
    ("is_of_period & is_closed", "(is_of_period AND is_closed)"),
    ("is_of_period or is_closed", "(is_of_period OR is_closed)"),
    ("is_of_period | is_closed", "(is_of_period OR is_closed)"),
    ("is_of_period and not is_closed", "(is_of_period AND (NOT is_closed))"),
    ("is_of_period & ~is_closed", "(is_of_period AND (NOT is_closed))"),
    ("score + 1 > 0", "((score + 1) > 0)"),
    ("score - 1 <= 0", "((score - 1) <= 0)"),
    ("status == 'trả''lại' or status == \"Y tế – l'hôpital\"", "((status = 'trảlại') OR (status = 'Y tế – l''hôpital'))"),
    ("is_of_period and (is_closed or channel == 'post')", "(is_of_period AND (is_closed OR (channel = 'post')))"),
]


@pytest.mark.parametrize(("text", "sql"), ACCEPTED, ids=[text for text, _ in ACCEPTED])
def test_what_it_says_in_sql(text, sql):
    assert read(text).sql == sql


def test_a_yes_or_no_beside_a_number_is_written_as_the_engine_wants_it():
    """Spark compares no yes/no with 0 or 1; between two names, and beside words, nothing is to be done."""
    written = {"is_fee_due == 1": "(CAST(is_fee_due AS BIGINT) = 1)", "1 == is_fee_due": "(1 = CAST(is_fee_due AS BIGINT))"}
    written |= {"status == 'x'": "(status = 'x')", "accepted_at < closed_at": "(accepted_at < closed_at)"}
    written |= {"score in (0, 1)": "(CAST(score AS BIGINT) IN (0, 1))"}
    for text, sql in written.items():
        assert language.read(text, columns=COLUMNS, flags=FLAGS, of="is_test", dialect=SPARK).sql == sql


REFUSED = [
    # condition, position of the fault (from 1), words that the message holds
    ("channel != 'online'", 1, "không dùng !="),
    ("accepted_at ==", 15, "không đúng cú pháp"),
    ("status in ('x'", 11, "không đúng cú pháp"),
    ("is_closed channel", 11, "không đúng cú pháp"),
    ("is_of_period and", 17, "không đúng cú pháp"),
    ("max(accepted_at) < period_end", 1, "“max(accepted_at)”"),
    ("status.lower() == 'finished'", 1, "“status.lower()”"),
    ("is_of_period and status[0] == 'x'", 18, "“status[0]”"),
    ("score * 1 > 0", 1, "“score * 1”"),
    ("-score > 0", 1, "không dùng được “-score”"),
    ("score > 2", 9, "“2” phải là một cột có tên"),
    ("score > 0.5", 9, "“0.5”"),
    ("is_closed == True", 14, "“True”"),
    ("closed_at == None", 14, "“None”"),
    ("not channel == 'online'", 1, "“not” chỉ đứng trước tên một cờ"),
    ("is_of_period and not channel", 18, "“not” chỉ đứng trước tên một cờ"),
    ("~(is_of_period & is_closed)", 1, "“not” chỉ đứng trước tên một cờ"),
    ("closed_at is 'x'", 1, "“is” chỉ dùng với None"),
    ("(score + 1) is None", 1, "“is” chỉ dùng với None"),
    ("status in channel", 1, "danh sách chữ"),
    ("status in ('finished', channel)", 1, "danh sách chữ"),
    ("status in ('finished', 7)", 24, "“7”"),
    ("is_of_period if is_closed else is_closed", 1, "không dùng được"),
    ("lambda: is_closed", 1, "không dùng được"),
    ("[x for x in status]", 1, "không dùng được"),
    ("(status := 'x')", 2, "không dùng được"),
    ("f'{status}' == 'x'", 1, "không dùng được"),
    ("b'x' == status", 1, "chỉ dùng chữ"),
]


@pytest.mark.parametrize(("text", "position", "words"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_what_it_refuses_and_where(text, position, words):
    with pytest.raises(WrongWords) as refusal:
        read(text)
    message = refusal.value.message
    assert f"Điều kiện của “is_test” sai ở ký tự {position}:" in message
    assert words in message
    # the sign stands under the fault
    assert message.splitlines()[-1] == "  " + " " * (position - 1) + "^"
    assert message.splitlines()[-2] == "  " + text.strip()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("is_of_perod", "is_of_period"), ("acepted_at", "accepted_at"), ("chanel", "channel"), ("is_close", "is_closed")],
)
def test_an_unknown_name_comes_with_the_nearest_one(name, nearest):
    with pytest.raises(WrongWords) as refusal:
        read(f"is_closed and {name} is None")
    assert "sai ở ký tự 15" in refusal.value.message
    assert f"không có cột hay cờ nào tên “{name}”; gần nhất là “{nearest}”" in refusal.value.message


def test_a_name_like_none_gets_no_guess():
    with pytest.raises(WrongWords) as refusal:
        read("zzz is None")
    assert "“zzz”" in refusal.value.message
    assert "gần nhất" not in refusal.value.message


def test_an_indicator_may_use_flags_only():
    with pytest.raises(WrongWords):
        language.read("channel == 'online'", columns=frozenset(), flags=FLAGS)


@pytest.mark.parametrize(
    ("text", "with_value", "with_null"),
    [
        # the bare condition on a null is null or false, never true; the caller's coalesce makes it false
        ("score > 0", True, False),
        ("score in (1, 0)", True, False),
        ("score not in (0,)", True, False),
        ("score is None", False, True),
        ("score is not None", True, False),
        ("score is None or score > 0", True, True),
        ("0 <= score <= 1", True, False),
        ("score + 1 > 0", True, False),
    ],
)
def test_a_missing_value_never_makes_a_comparison_true(text, with_value, with_null):
    sql = f"coalesce({read(text).sql}, FALSE)"
    assert duckdb.sql(f"SELECT {sql} FROM (SELECT 1 AS score)").fetchall()[0][0] is with_value
    assert duckdb.sql(f"SELECT {sql} FROM (SELECT NULL::INTEGER AS score)").fetchall()[0][0] is with_null


def test_flags_are_negated_as_they_are_never_null():
    sql = read("is_of_period and not is_closed").sql
    rows = duckdb.sql(
        f"SELECT {sql} FROM (VALUES (TRUE, TRUE), (TRUE, FALSE), (FALSE, FALSE)) t(is_of_period, is_closed)"
    ).fetchall()
    assert rows == [(False,), (True,), (False,)]


def test_a_text_stays_a_text():
    """A quote inside a literal ends no string."""
    condition = language.read("status == \"x' OR '1'='1\"", columns=COLUMNS, flags=FLAGS)
    assert duckdb.sql(f"SELECT count(*) FROM (SELECT 'x' AS status) WHERE {condition.sql}").fetchall()[0][0] == 0


def test_names_and_null_tested_names():
    condition = read("is_of_period and closed_at is None and accepted_at < period_end")
    assert condition.names == {"is_of_period", "closed_at", "accepted_at", "period_end"}
    assert condition.null_tested == {"closed_at"}


@pytest.mark.parametrize(
    "text", ["is_of_period and is_closed", " is_of_period   and\tis_closed ", "(is_of_period) and (is_closed)"]
)
def test_the_canonical_text_knows_no_blanks_or_brackets(text):
    assert language.canonical(text) == read(text).text == "is_of_period and is_closed"
