# Every target works in a fresh clone: the virtual environment is made from a bare Python on first use.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PAGES ?= seeds/pages
GOLD ?= $(wildcard $(PAGES)/../gold)
OUT ?= build/data
MINUTES ?= 20

VENV := .venv
BIN := $(VENV)/bin
# Installing bundles the query page's editor from these.
EDITOR := hatch_build.py $(wildcard api/editor/*)

.PHONY: help serve build test check bench bench-build bench-scale bench-service bench-pages soak clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST)

# A page that cannot be read (exit code 1) is told, and does not keep the others from being served.
serve: $(VENV)/.run ## build the graph of PAGES (default seeds/pages) and serve it at http://HOST:PORT/
	@$(BIN)/kg build $(PAGES) --out $(OUT) $(GOLD:%=--gold %) || [ $$? -eq 1 ]
	@exec $(BIN)/kg serve $(OUT) --host $(HOST) --port $(PORT)

build: $(VENV)/.run ## build the graph of PAGES into OUT (default build/data)
	@$(BIN)/kg build $(PAGES) --out $(OUT) $(GOLD:%=--gold %)

test: $(VENV)/.dev ## run the tests
	@$(BIN)/python -m pytest -q

check: $(VENV)/.dev ## lint, formatting, types, then the tests with the extraction gate
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q

bench: $(VENV)/.dev ## measure how fast pages are read, beside other taggers on the same text
	@$(BIN)/python -m tests.bench.extraction $(PAGES)

bench-build: $(VENV)/.dev ## measure what one changed page of 2,000 costs beside building all anew
	@$(BIN)/python -m tests.bench.builds

bench-scale: $(VENV)/.dev ## measure builds by size and processes, the store beside oxigraph load, dumps beside rdflib
	@$(BIN)/python -m tests.bench.scale

bench-service: $(VENV)/.dev ## measure the service beside Oxigraph's own server on a million triples
	@$(BIN)/python -m tests.bench.service

bench-pages: $(VENV)/.dev ## measure search, pages and networks over 100,000 entities and 1,000,000 facts
	@$(BIN)/python -m tests.bench.pages

soak: $(VENV)/.dev ## ask the service good and hostile queries for MINUTES (default 20), and check its answers
	@$(BIN)/python -m tests.bench.soak --minutes $(MINUTES)

clean: ## remove the virtual environment and everything built
	rm -rf $(VENV) build dist api/static/editor .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Union KG needs Python 3.11 or newer; name one with: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment (Debian: apt-get install python3-venv)" >&2; exit 1; }

$(VENV)/.run: pyproject.toml $(EDITOR) | $(VENV)/bin/python
	@echo "installing Union KG into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(EDITOR) | $(VENV)/bin/python
	@echo "installing Union KG and its development tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable '.[dev]'
	@touch $@ $(VENV)/.run
