"""Flags of who filed an online case: the applicant, with help at the centre, somebody else, nobody knows.

The account tells it (the system's own word, else whether it is the applicant's); the guidance register tells of help that
the account does not show.
"""

from hcc_helpers.facts.declare import derived, flag, rollup, split

G, T = "guidance", "cases"
flag("is_filing_help", "kind == 'filing' and case_id is not None", of=G, label="hướng dẫn nộp một hồ sơ có mã")
rollup("filing_helps", of=G, to=T, take="count", which="is_filing_help", label="số lần được hướng dẫn nộp hồ sơ này")

derived(
    "filed_from",
    of=T,
    label="tài khoản nộp là của chủ hồ sơ, cha mẹ hoặc người giám hộ, Trung tâm, hay người khác",
    reads=[("filing_account", "is_own_account")],
)
flag(
    "is_account_own",
    "filed_from in ('own', 'guardian')",
    of=T,
    label="nộp bằng tài khoản của chủ hồ sơ; hồ sơ hộ tịch: cả của cha, mẹ, người giám hộ",
)
flag("is_account_centre", "filed_from == 'centre'", of=T, label="nộp bằng tài khoản của Trung tâm, cán bộ")
flag("is_account_others", "filed_from == 'other'", of=T, label="nộp bằng tài khoản của người khác")
flag(
    "is_new_online_by_own_account",
    "is_new_online and is_account_own",
    of=T,
    label="tiếp nhận mới, trực tuyến, tài khoản của chủ hồ sơ hoặc cha, mẹ, người giám hộ",
)
flag(
    "is_new_online_assisted",
    "is_new_online and (is_account_centre or filing_helps >= 1)",
    of=T,
    label="tiếp nhận mới, trực tuyến, có hỗ trợ tại Trung tâm",
)
flag(
    "is_new_online_self",
    "is_new_online_by_own_account and not is_new_online_assisted",
    of=T,
    label="tiếp nhận mới, trực tuyến, người dân tự nộp",
)
flag(
    "is_new_online_by_others",
    "is_new_online and is_account_others and not is_new_online_assisted",
    of=T,
    label="tiếp nhận mới, trực tuyến, người khác nộp hộ",
)
flag(
    "is_new_online_filer_known",
    "is_new_online_self or is_new_online_assisted or is_new_online_by_others",
    of=T,
    label="tiếp nhận mới, trực tuyến, rõ người nộp",
)
flag(
    "is_new_online_filer_unknown",
    "is_new_online and not is_new_online_filer_known",
    of=T,
    label="tiếp nhận mới, trực tuyến, không rõ người nộp",
)
split(
    "filer",
    of=T,
    within="is_new_online",
    parts=["is_new_online_self", "is_new_online_assisted", "is_new_online_by_others", "is_new_online_filer_unknown"],
    label="Người nộp hồ sơ trực tuyến",
)
