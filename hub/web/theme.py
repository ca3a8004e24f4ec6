"""Light, dark, or as the device says: the choice of a browser, known to the server so that no page flashes in the wrong one."""

from __future__ import annotations

from flask import request

THEME_COOKIE = "samlast-theme"
THEMES = ("", "light", "dark")


def theme() -> str:
    """The chosen theme; empty for the device's own."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""
