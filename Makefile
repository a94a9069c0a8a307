SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check format bench lock audit clean

BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ADDRESS ?= 127.0.0.1
PORT ?= 8000

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.base ## serve the demonstration on 127.0.0.1:8000
	@$(BIN)/chibo migrate --verbosity 0
	@$(BIN)/chibo demo
	@exec $(BIN)/chibo serve --address $(ADDRESS) --port $(PORT)

test: .venv/.dev ## everything: SQLite, PostgreSQL, browser
	@scripts/test-needs
	@scripts/test-all

check: .venv/.dev ## what needs no test to be seen: format, lint, types, floors, migrations, law, generated pages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	find chibo -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/chibo makemigrations --check --dry-run
	$(BIN)/chibo law check
	$(BIN)/chibo law docs --check
	$(BIN)/chibo papers docs --check
	$(BIN)/python -m pytest -q tests/architecture

format: .venv/.dev ## write what check would ask for in the way of form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	find chibo -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

bench: .venv/.dev ## how fast, beside how fast it must be
	$(BIN)/python -m bench $(ONLY)

lock: .venv/.dev ## resolve requirements/*.in again, hash-pinned, without any index address
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
		requirements/base.in requirements/build.in -o requirements/base.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
		-c requirements/base.txt requirements/dev.in requirements/build.in -o requirements/dev.txt

audit: .venv/.dev ## known weaknesses of the locked packages (asks the network)
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements/base.txt

clean: ## the virtual environment, caches and build; var/ with its data stays
	rm -rf .venv build chibo.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find chibo tests bench -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/pip:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
		"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		exec "$$python" -m venv .venv; \
	done; echo "Python 3.11 with its venv module is needed (Debian: apt-get install python3 python3-venv)." >&2; exit 1

.venv/.base .venv/.dev: .venv/.%: requirements/%.txt pyproject.toml | .venv/bin/pip
	@echo "Installing $<"
	@$(BIN)/pip install -qq --require-hashes -r $<
	@$(BIN)/pip install -qq --no-deps --no-build-isolation -e .
	@touch $@
