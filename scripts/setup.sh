#!/usr/bin/env bash
# Builds .venv and the front-end files. Usage: scripts/setup.sh run|dev. Does nothing when all is as the locks say.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-run}
stamp=.venv/.ready

# Everything that what is built depends on: locks, icons that pages use, texts.
fingerprint() {
    { echo "$1"; cat "locks/$1.txt" pyproject.toml scripts/setup.sh scripts/frontend.py scripts/translations.py
      if [ "$1" = dev ]; then cat scripts/zpl_renderer.py tests/support/zpl_renderer/package-lock.json; fi
      find hub/web -name node_modules -prune -o -path '*/static/vendor' -prune -o \
          \( -name '*.html' -o -name '*.py' -o -name '*.js' -o -name '*.po' -o -name 'package-lock.json' \) -print0 \
          | LC_ALL=C sort -z | xargs -0 cat; } | sha256sum | cut -d' ' -f1
}
is_ready() { [ -f "$stamp.$1" ] && [ "$(cat "$stamp.$1")" = "$(fingerprint "$1")" ]; }

# What the tests need holds everything that a run needs.
if is_ready "$kind" || { [ "$kind" = run ] && is_ready dev; }; then exit 0; fi

# Bold only where somebody looks: a log file gets plain lines.
say() { if [ -t 1 ]; then printf '\033[1m%s\033[0m\n' "$*"; else printf '%s\n' "$*"; fi; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

# In the language of the terminal, as scripts/demo.py speaks: Norwegian, Swedish, else English.
terminal=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
in_words() {
    case "$terminal" in
        nb* | nn* | no*) echo "$1" ;;
        sv*) echo "$2" ;;
        *) echo "$3" ;;
    esac
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "$(in_words "Samlast trenger Python 3.11 eller nyere, og fant ingen." "Samlast behöver Python 3.11 eller nyare och hittade ingen." \
        "Samlast needs Python 3.11 or newer, and none was found.")" "Debian, Ubuntu: sudo apt-get install python3 python3-venv"
}

make_venv() {
    "$1" -m venv .venv >/dev/null 2>&1 && return
    rm -rf .venv
    # Debian keeps the venv module in a package of its own.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "      apt-get install python3-venv"
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv) >/dev/null 2>&1 || true
        "$1" -m venv .venv >/dev/null 2>&1 && return
    fi
    rm -rf .venv
    stop "$(in_words "Python får ikke laget et virtuelt miljø her. Installer dette, og prøv igjen:" \
        "Python kan inte göra en virtuell miljö här. Installera detta och försök igen:" \
        "Python cannot make a virtual environment here. Install this, then try again:")" "Debian, Ubuntu: sudo apt-get install python3-venv"
}

python=$(find_python)
say "[1/4] $(in_words "Pythons miljø" "Pythons miljö" "Python environment") ($("$python" --version 2>&1))"
[ -x .venv/bin/python ] || make_venv "$python"

say "[2/4] $(in_words "Python-pakker, hver med sin sjekksum" "Python-paket, vart och ett med sin kontrollsumma" \
    "Python packages, each by its hash")"
log=.venv/install.log
unpacking=$(in_words "pakker ut …" "packar upp …" "unpacking …")
if ! .venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes -r "locks/$kind.txt" 2>&1 \
    | tee "$log" | .venv/bin/python -u scripts/pip_progress.py "locks/$kind.txt" "$unpacking"; then
    tail -n 5 "$log" >&2
    stop "$(in_words "Pakkene ble ikke installert; hele loggen er $log. Se etter nettet, og kjør kommandoen igjen." \
        "Paketen blev inte installerade; hela loggen är $log. Se efter nätet och kör kommandot igen." \
        "The packages could not be installed; the whole log is in $log. Check the network and run the same command again.")"
fi

say "[3/4] $(in_words "Kommandoen hub" "Kommandot hub" "The hub command")"
.venv/bin/python -m pip install --disable-pip-version-check --no-input -q --no-deps --no-build-isolation -e . >>"$log" 2>&1 \
    || { tail -n 5 "$log" >&2; stop "$(in_words "Kommandoen hub ble ikke installert; se $log." "Kommandot hub blev inte installerat; se $log." \
        "The hub command could not be installed; see $log.")"; }

say "[4/4] $(in_words "Filer for nettsidene, og oversettelser" "Filer för webbsidorna och översättningar" "Front-end files and translations")"
.venv/bin/python scripts/frontend.py >>"$log"
.venv/bin/python scripts/translations.py compile >>"$log"
if [ "$kind" = dev ]; then .venv/bin/python scripts/zpl_renderer.py >>"$log"; fi
fingerprint "$kind" >"$stamp.$kind"
