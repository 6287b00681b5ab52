# Two commands are enough: `make demo` and `make test`. Each builds .venv from the hashed lock files by itself.
PYTHON ?= python3
BIN := .venv/bin
# Tests run side by side: they often wait for servers, so one worker more than there are cores. Each takes up to a gigabyte.
BESIDE = -n $(shell $(BIN)/python -c 'import os; print(min(os.cpu_count() + 1, 4))') --dist worksteal
.DEFAULT_GOAL := help
.PHONY: help setup demo test check docs bench long lock clean

help:            ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: .venv/dev ## .venv with everything for tests and checks

demo: .venv/runtime ## a synthetic population through the real doors, then the dashboards; ends with Ctrl-C
	@$(BIN)/lahde demo $(ARGS)

test: .venv/dev ## the tests, but for what .ci/run and make long add
	@$(BIN)/pytest $(BESIDE) $(ARGS)

check: .venv/dev ## format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/pytest $(BESIDE) $(ARGS)

docs: .venv/dev  ## renew the documents that are written from the code
	@$(BIN)/python -m schemas.indicators.document > docs/indicators.md
	@$(BIN)/python -m schemas.profile.document > schemas/profile/profile.jsonld
	@$(BIN)/python -m dashboards.contents.tools > docs/analysts/tools.md

bench: .venv/dev ## measure and print the table of docs/benchmarks.md
	@$(BIN)/python -m benchmarks $(ARGS)

long: .venv/dev  ## full-size forms of the tests: many kills, many random organisations
	@$(BIN)/pytest -m "long or ci" $(ARGS)

lock: .venv/dev  ## renew the hashed lock files from requirements*.in
	@for set in requirements requirements-dev; do $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade $$set.in -o $$set.txt; done

clean:           ## remove .venv and caches
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# venv where python3 has it, virtualenv where Debian split it off, or one line that says what is missing.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lähde needs Python 3.11 or newer; $(PYTHON) is older. Install it, or: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up .venv (once, about a minute) …" >&2
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; $(PYTHON) -m virtualenv -q .venv 2>/dev/null; } || \
	    { rm -rf .venv; echo "python3 has no venv with pip. Install it (Debian: apt-get install python3-venv) or virtualenv, then run make again." >&2; exit 1; }

.venv/runtime: .venv/bin/python requirements.txt pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/dev: .venv/runtime requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
