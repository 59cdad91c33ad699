"""`audit_file(path)`: one report in a notebook, shown as its findings; a path that is not absolute begins at the project's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hcc_helpers.audit.figures.reading import read_document
from hcc_helpers.audit.findings.audit import audit_document
from hcc_helpers.audit.findings.finding import Audit
from hcc_helpers.audit.findings.printing import as_text, block
from hcc_helpers.places import project_root


@dataclass(frozen=True)
class ShownAudit:
    """What a cell displays; `audit` holds the verdict and the findings."""

    name: str
    audit: Audit

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": block(self.name, self.audit), "text/plain": as_text(self.name, self.audit)}


def audit_file(path: str) -> ShownAudit:
    """Raises InputRefused (65) for a file that cannot be read."""
    file = Path(path)
    file = file if file.is_absolute() else project_root() / file
    return ShownAudit(file.name, audit_document(read_document(file)))
