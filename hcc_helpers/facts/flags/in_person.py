"""Flags of the reasons why somebody filed in person, before the cases that take them up."""

from hcc_helpers.facts.declare import flag
from hcc_helpers.vocabulary import IN_PERSON_REASON

T = "in_person_reasons"
flag("is_stated", f"reason in {(*IN_PERSON_REASON, 'unreadable')!r}", of=T, label="có ghi lý do nộp trực tiếp")
flag("is_visited_again", "visits > 1", of=T, label="phải đến hơn một lần")
