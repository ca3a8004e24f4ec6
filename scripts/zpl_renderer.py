"""The second renderer of ZPL for the tests, fetched by its lock file at set-up. Nothing of it is needed to run the hub."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "support" / "zpl_renderer"


def main() -> None:
    """`npm ci` takes exactly what the lock file names, checks its hashes, and runs no script of a package."""
    marker, lock = FOLDER / "node_modules" / ".package-lock.json", FOLDER / "package-lock.json"
    if marker.exists() and marker.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = Path(sys.prefix) / "bin" / "npm"
    path = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=FOLDER,
        env={**os.environ, "PATH": path},
        check=True,
    )


if __name__ == "__main__":
    main()
