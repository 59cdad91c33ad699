#!/bin/sh
# The same way on Linux: from the folder "goi" beside this file, without a network.
set -eu
cd "$(dirname "$0")"
for version in 3.13 3.12 3.11; do
  if "python$version" -c "import ensurepip, venv" 2>/dev/null; then found=$version; break; fi
done
if [ -z "${found:-}" ]; then echo "Không tìm thấy Python 3.11, 3.12 hoặc 3.13." >&2; exit 1; fi
echo "Cài đặt bằng Python $found, mất vài phút ..."
"python$found" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links goi --require-hashes -r "goi/can-$found.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
echo "Đã cài đặt xong. Chạy ./bao-cao.sh để làm báo cáo."
