"""Notebooks run, gated and put in place: a computed period comes in, a folder of pages and numbers goes out."""

import sys

# Reading a notebook loads jsonschema, and that builds a grammar of web addresses (2 seconds) wherever this package is
# installed. Notebooks hold none that are checked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is how Python is told not to look for it
