# Samlast: everything starts here. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run setup test check bench fuzz golden translations clean
SHELL := /bin/bash
BIN := .venv/bin
PORT ?=
# What Python has compiled is kept, whatever the surroundings say: else each hub and each process of tests compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: ## Start the demo hub with its broker and simulated devices (PORT=8080 to choose one)
	@scripts/setup.sh run
	@$(BIN)/python scripts/demo.py $(if $(PORT),--port $(PORT))

setup: ## Build .venv with the `hub` command, and the front-end files
	@scripts/setup.sh run

test: ## Install what the tests need and run all of them
	@scripts/test_needs.sh
	@scripts/setup.sh dev
	@# The tests are read once beside it, so that their five processes find them compiled.
	@scripts/quality.sh & $(BIN)/pytest --collect-only -q >/dev/null 2>&1; wait $$!
	@$(BIN)/pytest -n 5

check: ## Lint, types, import contracts and the quick tests
	@scripts/setup.sh dev
	@scripts/quality.sh
	@$(BIN)/pytest tests/house tests/rules tests/settings -n 2

bench: ## Measure against peers and limits, in one run
	@scripts/test_needs.sh
	@scripts/setup.sh dev
	@$(BIN)/python -m benchmarks

fuzz: ## Spoil 10^7 frames of all scales and send 10^8 random bytes (a quarter of an hour)
	@scripts/setup.sh dev
	@$(BIN)/python -m benchmarks.fuzz_scales --long

golden: ## Write the golden files anew (then look at the difference)
	@SAMLAST_UPDATE_GOLDEN=1 $(BIN)/pytest -n 2 tests/storage tests/labels tests/golden

translations: ## Collect texts into the catalogues and compile them
	@$(BIN)/python scripts/translations.py update

clean: ## Remove what was built; the demo's data in var/ stays
	rm -rf .venv hub/web/static/vendor hub/web/frontend/node_modules .mypy_cache .ruff_cache .pytest_cache
