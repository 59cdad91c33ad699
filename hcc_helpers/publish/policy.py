"""What a browser may do with a page: the Content-Security-Policy that pages carry and the gate asks for."""

from __future__ import annotations

import base64
import hashlib


def policy(style: str) -> str:
    """The Content-Security-Policy of a page: nothing but its one style block and embedded pictures."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
