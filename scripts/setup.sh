#!/usr/bin/env bash
# Builds .venv and the front-end files. Usage: scripts/setup.sh run|dev. Does nothing when all is as the locks say.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-run}
stamp=.venv/.ready

# Everything that what is built depends on: locks, icons that pages use, texts.
fingerprint() {
    { echo "$1"; cat "locks/$1.txt" pyproject.toml scripts/setup.sh scripts/frontend.py scripts/translations.py
      find hub/web -name node_modules -prune -o -path '*/static/vendor' -prune -o \
          \( -name '*.html' -o -name '*.py' -o -name '*.js' -o -name '*.po' -o -name 'package-lock.json' \) -print0 \
          | LC_ALL=C sort -z | xargs -0 cat; } | sha256sum | cut -d' ' -f1
}
is_ready() { [ -f "$stamp.$1" ] && [ "$(cat "$stamp.$1")" = "$(fingerprint "$1")" ]; }

# What the tests need holds everything that a run needs.
if is_ready "$kind" || { [ "$kind" = run ] && is_ready dev; }; then exit 0; fi

say() { printf '\033[1m%s\033[0m\n' "$*"; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "Samlast needs Python 3.11 or newer, and none was found." "On Debian or Ubuntu: sudo apt-get install python3 python3-venv"
}

make_venv() {
    "$1" -m venv .venv >/dev/null 2>&1 && return
    rm -rf .venv
    # Debian keeps the venv module in a package of its own.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "      installing Debian's python3-venv"
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv) >/dev/null 2>&1 || true
        "$1" -m venv .venv >/dev/null 2>&1 && return
    fi
    rm -rf .venv
    stop "Python cannot make a virtual environment here." "On Debian or Ubuntu: sudo apt-get install python3-venv, then try again."
}

python=$(find_python)
say "[1/4] Python environment ($("$python" --version 2>&1))"
[ -x .venv/bin/python ] || make_venv "$python"

total=$(grep -cE '^[a-z0-9].*==' "locks/$kind.txt")
say "[2/4] Python packages ($total, pinned by hash)"
log=.venv/install.log
if ! .venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes -r "locks/$kind.txt" 2>&1 \
    | tee "$log" \
    | awk -v total="$total" '/^(Collecting|Requirement already satisfied)/ { n++; name = ($1 == "Collecting") ? $2 : $4; sub(/[=<>!~;].*/, "", name)
        printf "\r      %d/%d %-30s", n, total, name; fflush() } /^Installing/ { printf "\r      unpacking %-34s", ""; fflush() } END { printf "\r%-60s\r", "" }'; then
    tail -n 5 "$log" >&2
    stop "The packages could not be installed; the whole log is in $log." "Check the network and run the same command again."
fi

say "[3/4] The hub command"
.venv/bin/python -m pip install --disable-pip-version-check --no-input -q --no-deps --no-build-isolation -e . >>"$log" 2>&1 \
    || { tail -n 5 "$log" >&2; stop "The hub command could not be installed; see $log."; }

say "[4/4] Front-end files and translations"
.venv/bin/python scripts/frontend.py
.venv/bin/python scripts/translations.py compile
fingerprint "$kind" >"$stamp.$kind"
