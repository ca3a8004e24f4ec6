#!/usr/bin/env bash
# Lint, formatting, types and import contracts.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "ruff";          .venv/bin/ruff check --quiet .
echo "ruff format";   .venv/bin/ruff format --check --quiet .
echo "mypy --strict"; .venv/bin/mypy --no-error-summary
echo "import contracts"
.venv/bin/lint-imports --no-cache >.venv/contracts.log 2>&1 || { cat .venv/contracts.log; exit 1; }
