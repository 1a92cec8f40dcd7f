# Every target sets up what it needs: a virtual environment from the lock and, as root on Debian, the packages of apt-packages.txt.
PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# A stamp stands for a finished step; an interrupted step leaves none and is done again.
ENVIRONMENT := $(VENV)/.stamp-environment
RUNTIME := $(VENV)/.stamp-runtime
DEV := $(VENV)/.stamp-dev
DEBIAN_DEMO := $(VENV)/.stamp-debian-demo
DEBIAN_TEST := $(VENV)/.stamp-debian-test

PIP := $(BIN)/pip --disable-pip-version-check --quiet
# Wheels only: building a source distribution would fetch build tools that the lock does not name.
PIP_LOCKED := $(PIP) install --require-hashes --only-binary :all:
PIP_PROJECT := $(PIP) install --no-deps --no-build-isolation --no-index --editable .
COMPILE := $(BIN)/uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-slow check bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Start the box with a sample shop; unattended: make demo ARGS="--once --out out"
	$(BIN)/pmpd demo $(ARGS)

test: $(DEBIAN_TEST) $(DEV) ## Run the tests, browser tests included; one file: make test ARGS=tests/tidy
	$(BIN)/pytest -m "not slow" --numprocesses auto --dist worksteal $(ARGS)

test-slow: $(DEBIAN_TEST) $(DEV) ## Run the tests that take minutes
	$(BIN)/pytest -m slow $(ARGS)

check: $(DEBIAN_TEST) $(DEV) ## Lint, types, import contracts, tidiness, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --quiet tests/tidy tests/kiosk

bench: $(DEBIAN_TEST) $(DEV) ## Measure the speed into build/bench.json
	$(BIN)/python -m tests.bench $(ARGS)

lock: $(DEV) ## Compile requirements*.txt anew from pyproject.toml; newest versions: make lock ARGS=--upgrade
	$(COMPILE) $(ARGS) --extra build --output-file requirements.txt pyproject.toml
	$(COMPILE) $(ARGS) --extra dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml

clean: ## Remove what make and the tools have made
	rm -rf $(VENV) build dist out .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEBIAN_DEMO): apt-packages.txt tools/debian-packages
	PYTHON="$(PYTHON)" tools/debian-packages demo
	@mkdir -p $(VENV) && touch $@

$(DEBIAN_TEST): apt-packages.txt tools/debian-packages
	PYTHON="$(PYTHON)" tools/debian-packages demo test
	@mkdir -p $(VENV) && touch $@

$(ENVIRONMENT): | $(DEBIAN_DEMO)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUNTIME): requirements.txt pyproject.toml | $(ENVIRONMENT)
	$(PIP_LOCKED) --requirement requirements.txt
	$(PIP_PROJECT)
	@touch $@

$(DEV): requirements-dev.txt pyproject.toml | $(ENVIRONMENT)
	$(PIP_LOCKED) --requirement requirements-dev.txt
	$(PIP_PROJECT)
	@touch $@ $(RUNTIME)
