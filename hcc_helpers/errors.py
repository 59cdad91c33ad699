"""What can go wrong, said so that the reader knows what to do next.

Every error that a user may meet is an `HccError`: it carries an exit code and one or more `Finding`s. Nobody
else's exception and no traceback reaches a user; `cli.main` prints `HccError.text()` and ends with `exit_code`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from hcc_helpers.personal import masked


@dataclass(frozen=True)
class Finding:
    """One thing found in the inputs: what, where, what is accepted, what to do.

    It never holds personal data: a cell's own text is quoted only where it is a known word or a slip of one
    (`personal.quoted`), and whatever still looks personal, the name of a file or a heading say, stands as its shape.
    """

    rule: str  # stable id, "L1-khong-doc-duoc": its paragraph in docs/errors.md
    level: str  # refused | unreadable | repaired | odd | listed | unmatched | left_alone | waived
    message: str  # one Vietnamese sentence: what was found
    file: str = ""
    sheet: str = ""
    row: int | None = None  # as Excel counts, from 1
    column: str = ""  # the heading as it stands in the file
    case_id: str = ""
    accepted: str = ""  # what is accepted
    todo: str = ""  # what to do next

    def __post_init__(self):
        for name in _FROM_OUTSIDE:
            object.__setattr__(self, name, masked(getattr(self, name)))
        if " " in self.case_id:
            object.__setattr__(self, "case_id", masked(self.case_id))

    def text(self) -> str:
        """The finding in Vietnamese, one block of lines."""
        where = [self.file and f"tệp {self.file}", self.sheet and f"trang tính {self.sheet}"]
        where += [f"dòng {self.row}" if self.row is not None else "", self.column and f"cột “{self.column}”"]
        place = ", ".join(part for part in where if part)
        lines = [f"{self.message} [{self.rule}]"]
        lines += [f"  Ở đâu: {place}"] if place else []
        lines += [f"  Chấp nhận: {self.accepted}"] if self.accepted else []
        lines += [f"  Cần làm: {self.todo}"] if self.todo else []
        return "\n".join(lines)


# The code of a case is kept, whatever digits it has: without it nobody finds the case again. No code holds a blank.
_FROM_OUTSIDE = ("message", "file", "sheet", "column", "accepted", "todo")
FINDING_FIELDS = tuple(f.name for f in fields(Finding))


@dataclass(eq=False)
class HccError(Exception):
    """The base: a sentence for the user and the findings behind it."""

    message: str
    findings: list[Finding] = field(default_factory=list)
    exit_code = 1
    shown = 20  # at most so many findings on the screen; the full list lies in a file

    def text(self) -> str:
        lines = [masked(self.message)]
        lines += [finding.text() for finding in self.findings[: self.shown]]
        more = len(self.findings) - self.shown
        lines += [f"… và {more} điều nữa."] if more > 0 else []
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()


class RunFailed(HccError):
    """A notebook or a page failed (1)."""

    exit_code = 1


class WrongWords(HccError):
    """The user typed an unknown period, parameter, commune, indicator or notebook (2)."""

    exit_code = 2


class InputRefused(HccError):
    """An export cannot be used as it is (65); nothing was changed."""

    exit_code = 65


class InputMissing(HccError):
    """There is no case table at all (66)."""

    exit_code = 66


class CannotWrite(HccError):
    """The place to write to is full, read-only or not ours (73)."""

    exit_code = 73


class PeriodBusy(HccError):
    """Another run holds the period (75)."""

    exit_code = 75
