"""The zip of an Office workbook: its parts by name, and which part belongs to which, told by relationships alone.

Part names are compared without case, as the standard says; nothing is looked for in a usual folder.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from hcc_helpers.sources.files import bombs
from hcc_helpers.sources.files.grids import Unreadable
from hcc_helpers.sources.findings import found


def damaged(what: str = "Tệp bảng tính bị hỏng, bị cắt hoặc đặt mật khẩu.") -> Unreadable:
    return Unreadable(found("L0-khong-mo-duoc", what))


class Package:
    """Parts of a zip that was scanned; `related` follows the relationships of a part."""

    def __init__(self, data: bytes):
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except bombs.BROKEN_ZIP as error:
            raise damaged() from error
        self._parts = {_level(part.filename): part for part in self._archive.infolist() if not part.is_dir()}

    def __contains__(self, name: str) -> bool:
        return _level(name) in self._parts

    def names(self) -> list[str]:
        """The names of all parts as they are written."""
        return [part.filename for part in self._parts.values()]

    def read(self, name: str) -> bytes:
        """The content of one part. Raises Unreadable where there is none."""
        part = self._parts.get(_level(name))
        if part is None:
            raise damaged("Tệp bảng tính thiếu một phần bên trong.")
        try:
            return bombs.read_part(self._archive, part, bombs.MAX_UNPACKED)
        except bombs.BROKEN_ZIP as error:
            raise damaged() from error

    def related(self, name: str = "") -> list[tuple[str, str, str]]:
        """(id, last word of the kind, part) of everything that a part, or the package itself, points to inside."""
        folder, base = posixpath.split(name)
        sheet = posixpath.join(folder, "_rels", f"{base}.rels")
        if sheet not in self:
            return []
        found_parts = []
        for item in parse(self.read(sheet)):
            if not isinstance(item.tag, str) or item.get("TargetMode") == "External":
                continue
            target = (item.get("Target") or "").replace("\\", "/")
            path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            found_parts.append((item.get("Id") or "", (item.get("Type") or "").rsplit("/", 1)[-1], path))
        return found_parts


def parse(content: bytes):
    """The root of a small XML part. Raises Unreadable."""
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("Phần XML bên trong tệp bảng tính bị hỏng.") from error


def _level(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
