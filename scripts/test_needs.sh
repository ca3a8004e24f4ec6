#!/usr/bin/env bash
# Installs the Debian packages that the tests use as real parts: a broker, a database server, a browser, a print queue, readers of codes.
set -euo pipefail
missing=()
[ -x /usr/sbin/mosquitto ] || command -v mosquitto >/dev/null || missing+=(mosquitto)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi dejavu || [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
[ -x /usr/sbin/cupsd ] || missing+=(cups-daemon)
ls /usr/lib/*/libzbar.so.0 >/dev/null 2>&1 || missing+=(libzbar0)
ls /usr/lib/*/libdmtx.so.0 >/dev/null 2>&1 || missing+=(libdmtx0b)
[ ${#missing[@]} -eq 0 ] && exit 0
echo "The tests need ${missing[*]}."
apt=(apt-get)
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then apt=(sudo -n apt-get); else apt=(); fi
fi
if [ ${#apt[@]} -eq 0 ] || ! command -v apt-get >/dev/null; then
    echo "They cannot be installed from here. As an administrator: apt-get install ${missing[*]}" >&2
    exit 1
fi
echo "Installing them with apt-get (this takes a minute or two the first time) …"
export DEBIAN_FRONTEND=noninteractive
"${apt[@]}" update -qq >/dev/null
for package in "${missing[@]}"; do
    echo "  $package"
    "${apt[@]}" install -y -qq --no-install-recommends "$package" >/tmp/samlast-apt.$$ 2>&1 || {
        tail -n 5 /tmp/samlast-apt.$$ >&2
        echo "$package could not be installed." >&2
        exit 1
    }
done
rm -f /tmp/samlast-apt.$$
