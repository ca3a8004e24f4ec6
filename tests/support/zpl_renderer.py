"""Labels drawn by a renderer of ZPL that is not ours (zpl-renderer-js, from npm), all of a test in one process of Node.

`scripts/zpl_renderer.py` installs it by its lock file when the tests are set up.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from tests.support.source import ROOT

FOLDER = ROOT / "tests" / "support" / "zpl_renderer"
NODE = Path(sys.prefix) / "bin" / "node"
DOTS_A_MM = 8
MICRONS_A_MM = 1_000


def drawn_by_others(labels: Sequence[tuple[bytes, int, int]]) -> list[Image.Image]:
    """Each label with its width and height in microns; 203 dots an inch."""
    asked = [
        {
            "zpl": raw.decode(),
            "width_mm": width / MICRONS_A_MM,
            "height_mm": height / MICRONS_A_MM,
            "dpmm": DOTS_A_MM,
        }
        for raw, width, height in labels
    ]
    done = subprocess.run(
        [NODE, FOLDER / "render.js"],
        input="".join(f"{json.dumps(one)}\n" for one in asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    return [Image.open(io.BytesIO(base64.b64decode(line))).convert("L") for line in done.stdout.splitlines()]
