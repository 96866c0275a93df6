# make run     sets up, loads the demo into a new database, and serves on http://127.0.0.1:8000
# make test    runs everything: style, contracts, tests on SQLite and, where it answers, PostgreSQL
# make check   the quick part of `make test`: style, contracts, migrations
# make bench   measures speed as ratios, side by side

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench

run: $(VENV)/.runtime
	@exec $(BIN)/python manage.py serve --set-up --port $(PORT)

test: check
	@$(BIN)/python -m tests

check: $(VENV)/.development
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-cache >$(VENV)/contracts.log || { cat $(VENV)/contracts.log; exit 1; }
	@$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@$(BIN)/python manage.py check --fail-level WARNING

bench: $(VENV)/.development
	@$(BIN)/python -m tests.bench

# Debian without python3-venv has no ensurepip; then the system's pip fills the environment.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.11 python3.12 python3.13 python; do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    if $$python -c 'import ensurepip' 2>/dev/null; then exec $$python -m venv $(VENV); fi; \
	    $$python -m pip --version >/dev/null 2>&1 || { \
	        echo "缺少 pip：请先安装 python3-venv 或 python3-pip，再运行一次。" >&2; exit 1; }; \
	    exec $$python -m venv --without-pip $(VENV); \
	done; \
	echo "需要 Python 3.11 或更高版本；装好后再运行一次，或用 make PYTHON=路径 指明。" >&2; exit 1

define install
	@echo "正在安装 $(1) 中的软件包……"
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then pip="$(BIN)/python -m pip"; \
	else pip="python3 -m pip --python $(BIN)/python"; fi; \
	$$pip install --quiet --disable-pip-version-check -r $(1)
	@touch $@
endef

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(call install,requirements.txt)

$(VENV)/.development: requirements.txt requirements-dev.txt | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.runtime
