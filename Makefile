# Werkbrug. `make help` lists the commands; docs/architecture.md says where things live.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
export PYTHON PORT

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.requirements
DEV := $(VENV)/.requirements-dev

.PHONY: help run phone test chaos lint bench screenshots messages lock system clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

run: $(RUN) ## serve on PORT (8000), data under var/; an empty database gets the demo
	$(BIN)/python -m app.cli run

phone: $(RUN) ## serve to a phone on the same network, over HTTPS; shows a QR (ADDRESS=… if it guesses wrong)
	$(BIN)/python -m app.cli phone $(if $(ADDRESS),--host $(ADDRESS))

test: $(DEV) system ## every test, on SQLite, PostgreSQL and in Chromium (ARGS="-k name" for some)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(DEV) ## style, types, who may import whom, message catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	scripts/messages.sh --check

chaos: $(DEV) system ## 10,000 interleavings and 200 killed servers: nothing is lost (ARGS="--seed 7" for the same again)
	$(BIN)/python -m tests.chaos $(ARGS)

bench: $(DEV) system ## measure, print and write var/bench.json
	@scripts/system-packages.sh libjpeg-turbo-progs
	$(BIN)/python -m tests.bench

screenshots: $(DEV) system ## photograph every page into docs/screenshots/
	$(BIN)/python -m tests.screenshots

messages: $(DEV) ## bring locales/ up to date with the texts in the code
	scripts/messages.sh

lock: $(BIN)/pip ## choose and pin new versions of all requirements (UPGRADE=1 takes the newest)
	scripts/lock.sh

system: ## install the system packages that tests need, where they are missing
	@scripts/system-packages.sh chromium postgresql

clean: ## remove the virtual environment and caches, not the data under var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find app tests migrations -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

define install
@echo "Installing the Python packages of $(1)"
@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1)
endef

# A stamp is as old as the requirements it was installed from.
$(RUN): requirements.txt | $(BIN)/pip
	$(call install,$<)
	@touch $@

$(DEV): requirements-dev.txt | $(BIN)/pip
	$(call install,$<)
	@touch $@

$(BIN)/pip:
	@scripts/python-venv.sh $(VENV)
