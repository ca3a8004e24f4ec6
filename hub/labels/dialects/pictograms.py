"""Pictograms of the storage classes as strokes on a field of 100 by 100: each dialect draws them in its own units."""

from __future__ import annotations

from collections.abc import Mapping

# x1, y1, x2, y2, width of the stroke.
Stroke = tuple[int, int, int, int, int]

_SNOWFLAKE: tuple[Stroke, ...] = (
    (50, 6, 50, 94, 7), (12, 28, 88, 72, 7), (12, 72, 88, 28, 7),
    (38, 14, 50, 26, 5), (62, 14, 50, 26, 5), (38, 86, 50, 74, 5), (62, 86, 50, 74, 5),
    (14, 44, 29, 38, 5), (26, 20, 29, 38, 5), (86, 44, 71, 38, 5), (74, 20, 71, 38, 5),
    (14, 56, 29, 62, 5), (26, 80, 29, 62, 5), (86, 56, 71, 62, 5), (74, 80, 71, 62, 5),
)  # fmt: skip
_THERMOMETER: tuple[Stroke, ...] = (
    (40, 8, 60, 8, 5), (40, 8, 40, 60, 5), (60, 8, 60, 60, 5), (40, 60, 30, 74, 5), (60, 60, 70, 74, 5),
    (30, 74, 38, 92, 5), (70, 74, 62, 92, 5), (38, 92, 62, 92, 5), (50, 50, 50, 78, 10), (40, 78, 60, 78, 16),
    (68, 20, 82, 20, 4), (68, 34, 78, 34, 4), (68, 48, 82, 48, 4),
)  # fmt: skip
_DROP_CROSSED: tuple[Stroke, ...] = (
    (50, 8, 26, 56, 6), (50, 8, 74, 56, 6), (26, 56, 30, 78, 6), (74, 56, 70, 78, 6), (30, 78, 50, 90, 6),
    (70, 78, 50, 90, 6), (10, 90, 90, 10, 7),
)  # fmt: skip
_EGG: tuple[Stroke, ...] = (
    (50, 8, 34, 24, 6), (34, 24, 22, 54, 6), (22, 54, 30, 80, 6), (30, 80, 50, 92, 6), (50, 92, 70, 80, 6),
    (70, 80, 78, 54, 6), (78, 54, 66, 24, 6), (66, 24, 50, 8, 6),
)  # fmt: skip
_MOON: tuple[Stroke, ...] = (
    (58, 8, 32, 18, 6), (32, 18, 16, 46, 6), (16, 46, 26, 76, 6), (26, 76, 54, 92, 6), (54, 92, 84, 80, 6),
    (84, 80, 58, 70, 6), (58, 70, 44, 48, 6), (44, 48, 46, 26, 6), (46, 26, 58, 8, 6),
)  # fmt: skip
PICTOGRAMS: Mapping[str, tuple[Stroke, ...]] = {
    "frozen": _SNOWFLAKE,
    "chilled": _THERMOMETER,
    "cool": _THERMOMETER,
    "potato": _MOON,
    "egg": _EGG,
    "dry": _DROP_CROSSED,
}
