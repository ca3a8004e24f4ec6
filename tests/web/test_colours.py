"""The colours of both themes: text can be read on its ground, and controls can be told from it (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "hub/web/static/css/tokens.css").read_text(encoding="utf-8")
READ_ON = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "spruce-wash"),
    ("ink-quiet", "paper"),
    ("ink-quiet", "surface"),
    ("ink-quiet", "surface-sunk"),
    ("spruce", "paper"),
    ("spruce", "surface"),
    ("spruce-deep", "spruce-wash"),
    ("on-spruce", "spruce"),
    ("on-spruce", "spruce-deep"),
    ("on-top", "top"),
    ("beet", "paper"),
    ("beet", "beet-wash"),
    ("bad", "surface"),
    *((tone, f"{tone}-wash") for tone in ("ok", "wait", "warn", "bad", "off")),
]
TOLD_FROM = [("line-strong", "surface"), ("line-strong", "paper"), ("focus", "paper"), ("focus", "surface")]


def block(start: str) -> dict[str, str]:
    begin = TOKENS.index(start)
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", TOKENS[begin : TOKENS.index("}", begin)]))


LIGHT = block(":root {")
DARK = {**LIGHT, **block(':root[data-theme="dark"]')}
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def brightness(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right_at_its_ends() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#777777", "#777777") == 1.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@THEMES
def test_text_is_read_on_its_ground(theme: dict[str, str]) -> None:
    faint = [(text, ground) for text, ground in READ_ON if contrast(theme[text], theme[ground]) < 4.5]
    assert faint == []


@THEMES
def test_a_control_and_the_ring_of_the_focus_are_told_from_their_ground(theme: dict[str, str]) -> None:
    faint = [(line, ground) for line, ground in TOLD_FROM if contrast(theme[line], theme[ground]) < 3]
    assert faint == []


def test_dark_by_choice_is_the_same_as_dark_by_the_device() -> None:
    assert block(':root[data-theme="dark"]') == block(':root:not([data-theme="light"])')
