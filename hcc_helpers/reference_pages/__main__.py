"""`python -m hcc_helpers.reference_pages docs`: what `make docs` runs; `… trust REPORTS docs`: what the test runs do at their end."""

import sys
from pathlib import Path

from hcc_helpers.reference_pages import trust, write

if __name__ == "__main__":
    if sys.argv[1] == "trust":
        print(trust.write(Path(sys.argv[2]), Path(sys.argv[3])))
    else:
        for name in write(Path(sys.argv[1])) or ["không có trang nào đổi"]:
            print(name)
