"""What a page says in a language: tests name texts in English and look for them as the reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po

from tests.support.source import ROOT

Say = Callable[..., str]


def speaker(language: str) -> Say:
    """Translates an English text of the pages; facts fill the places. Fails for a text that the pages do not have."""
    path = Path(ROOT, "hub", "web", "translations", language, "LC_MESSAGES", "messages.po")
    known: dict[str, str] = {}
    if language != "en":
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    known[message.id] = message.string

    def say(text: str, **facts: object) -> str:
        found = text if language == "en" else known[text]
        assert found, f"{text!r} is not translated to {language}"
        return found % facts if facts else found

    return say


def pattern(text: str) -> re.Pattern[str]:
    """A translated text with `%(number)s` in it, as a pattern that captures the number."""
    pieces = re.split(r"%\(\w+\)s", text)
    return re.compile(r"(\d+)".join(re.escape(piece) for piece in pieces))
