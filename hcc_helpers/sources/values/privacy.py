"""What is taken from personal cells before they are dropped.

Only declared columns leave the reader. Of addresses, birth dates and identity numbers four things are derived: the
hamlet from the office's closed list, the age band, whether the case was filed from the person's own account, and a
keyed pseudonym by which the same person is known again. The key never leaves the data root.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcc_helpers.errors import CannotWrite
from hcc_helpers.personal import is_personal
from hcc_helpers.sealed import remove, sweep, temporary_name
from hcc_helpers.sources.columns import TABLES, Column
from hcc_helpers.sources.mapping.formats import Dates, Format
from hcc_helpers.sources.mapping.headings import exact, plain
from hcc_helpers.sources.values.cells import as_text, code_of, levelled, read_cells

KEY_FILE = ".person_key"
KEY_BYTES = 32
ELSEWHERE = "Ngoài xã"
NOT_NAMED = "Cá nhân (không nêu tên)"
HIDDEN = "Không nêu (có thể là thông tin cá nhân)"
UNIT_WORD = re.compile(
    r"^(?:phong|ban|ubnd|uy ban|trung tam|chi nhanh|chi cuc|cuc|so|van phong|bo phan|cong an|to|doi|co quan|tram|bch|ban chi huy|hat|vp|thue|kho bac|hdnd|mttq|truong|doan thanh nien|hoi|"
    r"quay|buu dien|buu cuc|bo|tong cuc|hoi dong|chinh phu|thu tuong|quoc hoi|ngan hang|benh vien|toa an|vien kiem sat|dang uy|tinh uy|cong ty)\b"
)
# Desks and roles without a person behind them; with anything behind them they may be somebody's ("Chuyên viên Nguyễn Văn A").
ROLES = frozenset(
    [
        "van thu",
        "mot cua",
        "lanh dao",
        "lanh dao ubnd xa",
        "lanh dao phong",
        "can bo",
        "can bo mot cua",
        "can bo tiep nhan",
        "chuyen vien",
        "cong chuc",
        "tiep nhan",
        "tra ket qua",
        "ke toan",
        "thu quy",
    ]
)
_SURNAME = re.compile(r"^tô\b")  # a family name that without its accents would be a word for a unit


@dataclass
class PersonKey:
    """The 32 secret bytes of a data root. A new one is kept in memory until a snapshot is really written."""

    path: Path
    secret: bytes
    is_new: bool
    is_used: bool = (
        False  # whether something was written under it: pseudonyms whose key is lost never match those of another month
    )

    def pseudonym(self, number: str) -> str:
        self.is_used = True
        return hmac.new(self.secret, number.encode(), hashlib.sha256).hexdigest()

    def save(self) -> bool:
        """Writes a new key, readable by its owner only; False where another process has made one meanwhile. Raises CannotWrite."""
        if not self.is_new:
            return True
        whole = self.path.with_name(temporary_name())
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            sweep(self.path.parent)
            with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(self.secret)
            if not _named(whole, self.path):
                return False
        except OSError as error:
            raise CannotWrite(f"Không ghi được khóa người nộp vào “{self.path}”.") from error
        finally:
            remove(whole)
        self.is_new = False
        return True


def _named(whole: Path, path: Path) -> bool:
    """Gives a file that is written whole its name, unless that is taken: nobody sees half a key, and there is one."""
    try:
        os.link(whole, path)
    except FileExistsError:
        return False
    except OSError:  # a disk that knows no links
        if path.exists():
            return False
        whole.rename(path)
    return True


def person_key(clean_root: Path) -> PersonKey:
    """The key of `DIR/clean`; a new one where there is none yet."""
    path = clean_root / KEY_FILE
    try:
        secret = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return PersonKey(path, secrets.token_bytes(KEY_BYTES), is_new=True)
    except OSError as error:
        raise CannotWrite(f"Không đọc được khóa người nộp “{path}”.") from error
    if len(secret) != KEY_BYTES:
        raise CannotWrite(f"Khóa người nộp “{path}” không còn nguyên vẹn; khôi phục từ bản sao lưu.")
    return PersonKey(path, secret, is_new=False)


@dataclass
class Derived:
    """One derived column and the cells from which it could not be derived."""

    array: pa.Array
    is_unreadable: np.ndarray


def hamlet(values: list, hamlets: list[str]) -> Derived:
    """The hamlet that an address names; an address without one of the list is elsewhere, a blank one null."""
    text, bad, _ = as_text(values)
    names = {plain(name): name for name in hamlets}
    # The longest name first: "Xóm 11" is not "Xóm 1".
    ordered = sorted(names, key=len, reverse=True)
    expression = re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b") if ordered else None

    def derive(address: str) -> str:
        hit = expression.search(plain(address)) if expression else None
        return names[hit.group(0)] if hit else ELSEWHERE

    return Derived(_by_value(text, derive), bad)


def age_band(values: list, at: pa.Array, fmt: Format) -> Derived:
    """The age band on the day of filing, from a birth date or a birth year; a band is taken as it is."""
    column = TABLES["cases"].column("age_band")
    text, bad, _ = as_text(values)
    years = pc.cast(
        pc.if_else(pc.match_substring_regex(text, "^(?:19|20)[0-9]{2}$"), text, pa.scalar(None, pa.string())), pa.int64()
    )
    birth = read_cells(
        values, Column("birth", "instant", ""), fmt.model_copy(update={"dates": Dates(formats=fmt.dates.formats or ["%d/%m/%Y"])})
    )
    codes = code_of(column, fmt)
    named = _by_value(text, lambda label: codes.get(levelled(label)))
    born, day = pc.year(birth.array), pc.year(at)
    before = pc.less(
        pc.add(pc.multiply(pc.month(at), 100), pc.day(at)), pc.add(pc.multiply(pc.month(birth.array), 100), pc.day(birth.array))
    )
    by_date = pc.subtract(pc.subtract(day, born), pc.cast(before, pa.int64()))
    age = pc.coalesce(by_date, pc.subtract(day, years))
    possible = pc.and_(pc.greater_equal(age, 0), pc.less_equal(age, 120))
    band = pc.if_else(
        pc.less(age, 18), "under_18", pc.if_else(pc.less(age, 36), "18_35", pc.if_else(pc.less(age, 60), "36_59", "60_plus"))
    )
    array = pc.coalesce(named, pc.if_else(possible, band, pa.scalar(None, pa.string())))
    is_given = bad | np.asarray(text.is_valid()) | np.asarray(birth.array.is_valid())
    # Without a day of filing there is no age, and nothing is wrong with the cell.
    return Derived(array, is_given & np.asarray(array.is_null()) & np.asarray(at.is_valid()))


def own_account(submitters: list, owners: list) -> pa.Array:
    """Whether submitter and owner are the same by number or by name; null where either is blank."""
    one, other = (as_text(values)[0] for values in (submitters, owners))
    # Spelt alike with a letter or a digit: the same, whatever levelling makes of it. Most are, and each costs a hundred times a look.
    is_alike = pc.fill_null(pc.and_(pc.equal(one, other), pc.match_substring_regex(one, "[0-9A-Za-z]")), False)
    left = [_levelled(pc.if_else(is_alike, pa.scalar(None, pa.string()), text)) for text in (one, other)]
    return pc.if_else(is_alike, True, pc.equal(*left))


def pseudonyms(values: list, key: PersonKey) -> Derived:
    """A keyed hash of each identity number, blanks and punctuation aside."""
    text, bad, _ = as_text(values)
    digits = pc.replace_substring_regex(pc.utf8_upper(text), "[^0-9A-Z]", "")
    digits = pc.if_else(pc.equal(digits, ""), pa.scalar(None, pa.string()), digits)
    return Derived(_by_value(digits, key.pseudonym), bad)


def names_office(value: str) -> bool:
    """Whether it reads like the name of an office, and nobody stands behind the word for it ("Phòng Trần Thị B")."""
    return bool(UNIT_WORD.match(plain(value))) and not _SURNAME.match(exact(value)) and not is_personal(value)


def without_persons(array: pa.StringArray, column: Column, known: list[str]) -> tuple[pa.StringArray, np.ndarray]:
    """A column of words without what looks personal, and the cells that changed. What centre.toml itself names stays."""
    ours = {plain(name) for name in known}

    def kept(value: str) -> str:
        # A figure of a draft has as many digits as an account.
        is_figure = column.name == "figure" and re.fullmatch("[1-9][0-9]{0,10}", value)
        is_code = column.name != "procedure_code" or value.isascii()
        return value if is_code and (is_figure or plain(value) in ours or not is_personal(value)) else HIDDEN

    cleaned = _by_value(array, kept)
    return cleaned, np.asarray(pc.fill_null(pc.not_equal(cleaned, array), False))


def _levelled(text: pa.StringArray) -> pa.StringArray:
    return _by_value(text, lambda value: plain(value) or None)


def _by_value(text: pa.StringArray, derive) -> pa.StringArray:
    """`derive` once for each different value."""
    encoded = text.dictionary_encode()
    return pa.array([derive(value) for value in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)
