"""Two folders change places in one step of the system, so that neither name is ever without a folder."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD, _EXCHANGE = -100, 2  # <fcntl.h>, <stdio.h>: RENAME_EXCHANGE
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}  # an old kernel, a network drive


def swap(one: Path, other: Path) -> bool:
    """Let two folders of one file system change names at once; False where the system cannot. Raises OSError."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
