"""`python -m hcc_helpers.reference_pages docs`: what `make docs` runs."""

import sys
from pathlib import Path

from hcc_helpers.reference_pages import write

if __name__ == "__main__":
    for name in write(Path(sys.argv[1])) or ["không có trang nào đổi"]:
        print(name)
