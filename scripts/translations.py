"""Catalogues of the pages' texts: `extract` collects the English sentences, `update` carries them into nb and sv, `compile` makes
what the hub reads, `check` tells what is not translated.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "hub" / "web" / "translations"
TEMPLATE = FOLDER / "messages.pot"
LANGUAGES = ("nb", "sv")


def main() -> int:
    act = sys.argv[1] if len(sys.argv) > 1 else ""
    acts = {"extract": extract, "update": update, "compile": compile_all, "check": check}
    if act not in acts:
        print(f"usage: scripts/translations.py {'|'.join(acts)}", file=sys.stderr)
        return 2
    return acts[act]()


def extract() -> int:
    """Every marked sentence of hub/web, in the order of its first use, without line numbers, which would change with each edit."""
    _babel(
        "extract",
        *("-F", str(FOLDER / "babel.cfg"), "-k", "_l", "-k", "lazy_gettext", "--add-location=file"),
        *("--project=Samlast", "--no-wrap", "--omit-header", "-o", str(TEMPLATE), "hub/web"),
    )
    return 0


def collect() -> set[str]:
    """Every sentence that hub/web marks for translation."""
    methods = [
        ("**/frontend/**", "ignore"),
        ("**/static/**", "ignore"),
        ("**.py", "python"),
        ("**.html", "jinja2"),
    ]
    found = extract_from_dir(
        ROOT / "hub" / "web",
        methods,
        {"**.html": {"encoding": "utf-8"}},
        {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None},
    )
    return {
        message if isinstance(message, str) else message[0]
        for _file, _line, message, _notes, _context in found
    }


def update() -> int:
    extract()
    for language in LANGUAGES:
        kept = FOLDER / language / "LC_MESSAGES" / "messages.po"
        act = "update" if kept.exists() else "init"
        extra = (
            ("--no-fuzzy-matching", "--no-wrap", "--ignore-obsolete") if act == "update" else ("--no-wrap",)
        )
        _babel(act, "-i", str(TEMPLATE), "-d", str(FOLDER), "-l", language, *extra)
    TEMPLATE.unlink()
    return 0


def compile_all() -> int:
    for language in LANGUAGES:
        source = FOLDER / language / "LC_MESSAGES" / "messages.po"
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=language))
    return 0


def check() -> int:
    """Names each sentence without a translation; the answer is 1 when there is one."""
    missing = [
        f"{language}: {message.id}"
        for language in LANGUAGES
        for message in read_po(
            (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb"), locale=language
        )
        if message.id and not message.string
    ]
    print("\n".join(missing) or "every sentence is translated")
    return 1 if missing else 0


def _babel(*arguments: str) -> None:
    command_line: Any = CommandLineInterface()
    if command_line.run(["pybabel", "-q", *arguments]):
        msg = f"pybabel {arguments[0]} failed"
        raise subprocess.SubprocessError(msg)


if __name__ == "__main__":
    sys.exit(main())
