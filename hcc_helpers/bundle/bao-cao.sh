#!/bin/sh
set -eu
cd "$(dirname "$0")"
if [ -n "${1:-}" ]; then exec .venv/bin/python -m hcc_helpers run "$1" --data data --out outputs; fi
exec .venv/bin/python -m hcc_helpers run 2025-12 --data data/sample --out outputs
