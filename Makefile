# Each target sets up what it needs, once. `make site` then `make test` is all a newcomer types.
.DEFAULT_GOAL := help
.PHONY: help site serve check test lint bench lock samples strings clean browser webserver

PYTHON ?= python3
# Material speaks of its successor at every build; docs/house.md says why we draw with it.
export NO_MKDOCS_2_WARNING = 1
BIN := .venv/bin
SITE_READY := .venv/.ready-site
DEV_READY := .venv/.ready-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

help: ## Show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 10

site: $(SITE_READY) ## Check the content and build site/
	$(BIN)/disclosurelog build

serve: $(SITE_READY) ## Build, and show the site on this machine while you write
	$(BIN)/mkdocs serve

check: $(SITE_READY) ## Check the content only
	$(BIN)/disclosurelog check

test: $(DEV_READY) browser webserver ## Run every test, a real browser and web server included
	$(BIN)/pytest --numprocesses auto --dist loadfile

lint: $(DEV_READY) ## Look for mistakes in the program's own text
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(DEV_READY) ## Measure speed and memory, as ratios in one run
	$(BIN)/python tests/bench

samples: $(DEV_READY) ## Draw the sample documents again
	$(BIN)/python tests/samples.py

strings: $(DEV_READY) ## Bring the catalogues of the interface's languages up to date
	$(BIN)/python -m disclosurelog.languages.gather theme

lock: $(DEV_READY) ## Choose the newest packages allowed, and pin them
	$(PIP) install uv
	$(LOCK) --upgrade pyproject.toml --group dev -o requirements-dev.lock
	$(LOCK) pyproject.toml --group build -c requirements-dev.lock -o requirements.lock

clean: ## Delete what was built and set up
	rm -rf .venv .cache site .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or later: make PYTHON=python3.11 site"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; \
		else echo "Python cannot make environments here. Type: sudo apt-get install python3-venv"; exit 1; fi; }
	$(PYTHON) -m venv .venv

$(SITE_READY): requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements-dev.lock $(SITE_READY)
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

browser:
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				chromium fonts-dejavu-core >/dev/null; \
		else echo "The tests need a browser. Type: sudo apt-get install chromium"; exit 1; fi; }

webserver:
	@PATH="$$PATH:/usr/sbin"; command -v nginx >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				nginx-light >/dev/null; \
		else echo "The tests need a web server. Type: sudo apt-get install nginx-light"; exit 1; fi; }
