"""Whether submitter and owner are one: spelt alike or alike once levelled; nothing where either says nothing."""

import pytest

from hcc_helpers.sources.values.privacy import own_account

PAIRS = [
    ("0123 456", "0123 456", True),
    ("Trần Thị Bình", "TRẦN  THỊ BÌNH.", True),
    ("Tran Thi Binh", "Trần Thị Bình", True),
    ("Trần Thị Bình", "Trần Thị Hoa", False),
    ("Ệ", "Ệ", True),
    ("Trần Thị Bình", "", None),
    ("", "", None),
    (None, None, None),
    ("--", "--", None),
    ("A", None, None),
]


@pytest.mark.parametrize("many", [1, 3])
def test_one_person_or_two(many):
    submitters, owners, same = (list(column) * many for column in zip(*PAIRS, strict=True))
    assert own_account(submitters, owners).to_pylist() == same
