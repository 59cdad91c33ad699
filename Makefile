# Every target may be the first one typed on a fresh machine: what it needs is set up once (the stamp in .venv says so).
# Lines with ## are what `make` prints.

PERIOD ?= 2025-12
VENV   := .venv
READY  := $(VENV)/.set-up
PY     := $(VENV)/bin/python
# The locked versions have wheels for these; a newer python3 is tried last.
PYTHONS := python3.13 python3.12 python3.11 python3

.DEFAULT_GOAL := help
.PHONY: help setup report test test-long check lab bench docs pictures sample bundle lock clean

help:  ## Danh sách các lệnh này
	@echo "Bộ công cụ báo cáo tháng. Cách dùng: make LỆNH"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done
	@echo "Kỳ báo cáo: make report PERIOD=2025-12. Các lệnh chi tiết hơn: hcc --help, docs/cli.md"

setup: $(READY)  ## Cài đặt môi trường (chỉ lần đầu, hoặc khi danh sách thư viện đổi)
	@echo "Môi trường đã sẵn sàng: $(VENV)"

# A Python counts only if it really runs, is new enough and can make environments (Debian splits that off).
$(READY): requirements.lock pyproject.toml
	@set -e; \
	found=""; old=""; \
	for name in $(PYTHON) $(PYTHONS); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then found="$$name"; break; else old="$$name"; fi; \
	  fi; \
	done; \
	if [ -z "$$found" ] && [ -n "$$old" ]; then \
	  echo "Python ($$old) chưa có phần tạo môi trường (venv)." >&2; \
	  echo "  Cần làm: cài gói python3-venv (Debian, Ubuntu: sudo apt install python3-venv) rồi chạy lại." >&2; exit 1; \
	fi; \
	if [ -z "$$found" ]; then \
	  echo "Không tìm thấy Python 3.11 trở lên." >&2; \
	  echo "  Đã thử: $(strip $(PYTHON) $(PYTHONS))." >&2; \
	  echo "  Cần làm: cài Python 3.11 trở lên rồi chạy lại, hoặc chỉ rõ: make setup PYTHON=/đường/dẫn/python3" >&2; exit 1; \
	fi; \
	echo "Cài đặt môi trường vào $(VENV) bằng $$("$$found" --version); lần đầu mất vài phút …"; \
	if ! $(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then "$$found" -m venv --clear $(VENV); fi; \
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	$(PY) -m compileall -q hcc_helpers; \
	touch $(READY); \
	echo "Đã cài đặt xong."

# make report is hcc run: the office's data; the sample by name (DATA=data/sample), or when data/raw holds no month at all.
report: $(READY)  ## Làm báo cáo kỳ PERIOD (hcc run); số liệu minh họa: DATA=data/sample
	@from="$(DATA)"; \
	if [ -z "$$from" ]; then \
	  if ls -d data/raw/[12][0-9][0-9][0-9]-[01][0-9] >/dev/null 2>&1; then from=data; else from=data/sample; \
	    echo "Thư mục data/raw chưa có tháng nào: dùng số liệu minh họa trong data/sample."; fi; \
	fi; \
	$(PY) -m hcc_helpers run "$(PERIOD)" --data "$$from" --out outputs

test: $(READY)  ## Chạy các phép thử (vài phút)
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile -m "not long" --junitxml=build/trust/quick.xml

test-long: $(READY)  ## Chạy thêm các phép thử lâu, rồi viết docs/trust.md từ những gì đã chạy
	$(PY) -m pytest -m "long" --junitxml=build/trust/long.xml; code=$$?; $(PY) -m hcc_helpers.reference_pages trust build/trust docs; exit $$code

trust: $(READY)  ## Viết docs/trust.md từ kết quả của make test và make test-long đã chạy
	$(PY) -m hcc_helpers.reference_pages trust build/trust docs

check: $(READY)  ## Kiểm tra mã nguồn: ruff, kiểu dữ liệu (mypy), các tầng, trang tài liệu, sổ tính sạch
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest tests/house
	$(PY) -m nbstripout --verify --keep-id --extra-keys "metadata.papermill cell.metadata.papermill" notebooks/*.ipynb

lab: $(READY)  ## Mở JupyterLab để làm việc với các sổ tính
	$(PY) -m hcc_helpers lab

bench: $(READY)  ## Đo thời gian chạy (in số, không so với ngưỡng)
	$(PY) tests/bench/run.py

docs: $(READY)  ## Viết lại các trang docs/ sinh từ khai báo
	$(PY) -m hcc_helpers.reference_pages docs

pictures: $(READY)  ## Chụp lại hình của docs/huong-dan.md từ outputs/2025-12 (cần Chromium)
	$(PY) tests/guide_pictures.py outputs/2025-12 docs/hinh

sample: $(READY)  ## Dựng lại bộ số liệu minh họa trong data/sample và data/sample-2026
	$(PY) -m hcc_helpers sample

bundle: $(READY)  ## Đóng gói một tệp .zip cho máy Windows không có mạng (outputs/bao-cao-hcc-windows.zip)
	$(PY) -m hcc_helpers.bundle windows

lock:  ## Khóa lại phiên bản thư viện sau khi sửa pyproject.toml (cần uv và mạng)
	echo "setuptools>=80" | uv pip compile --quiet pyproject.toml - --extra dev --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock

clean:  ## Xóa môi trường và các tệp tạm; giữ nguyên số liệu và báo cáo
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find hcc_helpers tests -name __pycache__ -type d -exec rm -rf {} +
