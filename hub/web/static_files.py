"""Style sheets, scripts and fonts, under an address that carries a hash of them all.

The hash is a folder of the address, so that relative imports between scripts and style sheets keep it, and a browser may keep
every file for a year.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, send_from_directory
from werkzeug.wrappers import Response

from hub.web.access import public

FOLDER = Path(__file__).parent / "static"
YEAR_S = 365 * 24 * 3600


def hash_of_folder(folder: Path) -> str:
    """Twelve hex digits over the names and contents of every file."""
    digest = hashlib.sha256()
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def serve_static(app: Flask) -> None:
    version = hash_of_folder(FOLDER)

    @public
    def static(version_asked: str, filename: str) -> Response:
        response = send_from_directory(FOLDER, filename)
        if version_asked == version:
            response.cache_control.no_cache = None
            response.cache_control.public = True
            response.cache_control.max_age = YEAR_S
            response.cache_control.immutable = True
        return response

    app.add_url_rule("/static/<version_asked>/<path:filename>", "static", static)

    @app.url_defaults
    def _add_version(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static":
            values.setdefault("version_asked", version)
