PYTHON ?= python3
PORT ?=
VENV := .venv
BIN := $(VENV)/bin
DEMO_DIR := var/demo
# Some containers set it; then each of the processes of tests and demo compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test lint types templates format bench clean

help: ## Show what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'

demo: $(VENV)/installed ## Show two dealers' websites (ONCE=1: do not serve; PORT=9000)
	@exec $(BIN)/python example_site/manage.py demo $(if $(filter-out 0,$(ONCE)),--once) $(if $(PORT),--port $(PORT))

test: $(VENV)/installed-dev ## Run the tests: Python and SQLite only (ARGS="-n 0 tests/pages")
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

lint: $(VENV)/installed-dev ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev ## Check types
	$(BIN)/mypy

templates: $(VENV)/installed-dev ## Check the templates
	$(BIN)/djhtml --check --tabwidth 4 wagtail_easycars example_site
	$(BIN)/curlylint wagtail_easycars example_site

format: $(VENV)/installed-dev ## Format code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 4 wagtail_easycars example_site

bench: $(VENV)/installed-dev ## Measure against what a user would do otherwise
	$(BIN)/python -m benchmarks.stock $(ARGS)
	$(BIN)/python -m benchmarks.listing
	$(BIN)/python -m benchmarks.images
	$(BIN)/python -m benchmarks.enquiry
	$(BIN)/python -m benchmarks.leads
	$(BIN)/python -m benchmarks.dashboard

clean: ## Delete the virtual environment, the demo's data and caches
	rm -rf $(VENV) $(DEMO_DIR) build dist .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp says that what pyproject.toml asks for is installed. What tests need includes what the
# demo needs, so installing it is enough for both.
$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@test -f $(VENV)/installed-dev && test $(VENV)/installed-dev -nt pyproject.toml || \
		{ echo "Installing into $(VENV), which takes a minute the first time"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .; }
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "There is no $(PYTHON). Install Python 3.11 or later, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), but 3.11 or later is needed. Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
