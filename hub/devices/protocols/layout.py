"""One way to read all lines that show a state, a number and a unit: the columns are data, the reading is code.

A layout is an expression with named groups and what the words in them mean:

    sign value unit      the number with its sign; minus may stand apart from the digits, comma and point are the same
    state                stable, moving, over, under … ; without this group the frame does not tell
    kind                 gross, net, tare
    gross tare           beside a net value
    preset               PT for a tare that was keyed in, blank for one that was weighed

Not for: frames with bits or checksums; those have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from hub.devices.protocols.cutting import LineCodec
from hub.devices.protocols.frames import (
    Answer,
    Counted,
    Frame,
    Garbled,
    Kind,
    Overload,
    Refused,
    TareKind,
    Underload,
    Weight,
)

PIECES = "pcs"
# Units by the spellings met on displays. `gr` is the grain of reloading scales, never the gram; `ton` is not the tonne.
UNITS = {
    **{
        name: name
        for name in ("kg", "g", "mg", "t", "lb", "oz", "ozt", "gn", "gr", "ct", "dwt", "mom", "%", "ton")
    },
    "klb": "klb",
    "msg": "msg",
    "tola": "tola",
    "baht": "baht",
    "tl": "tl",
    "n": "N",
    **{f"tl.{place}": f"tl.{place}" for place in ("g", "h", "s", "t", "j")},
    **{f"tl{place}": f"tl{place}" for place in ("h", "s", "t")},
    "lbs": "lb",
    "grn": "gn",
    "tn": "ton",
    "tons": "ton",
    "pc": PIECES,
    "pcs": PIECES,
    "pieces": PIECES,
}
_DIGITS = re.compile(r"(?P<sign>[-+]?) *(?P<digits>\d+(?:[.,]\d+)?)(?P<minus>-?)")
_BRACKETS = re.compile(r"\[(\d+)\]")


class State(Enum):
    """What a frame says about its number."""

    STABLE = "stable"
    MOVING = "moving"
    UNTOLD = "untold"
    OVER = "over"
    UNDER = "under"
    OUT = "out"  # over or under, the sign tells which
    FAULT = "fault"
    TOTAL = "total"  # a sum, at rest


STABLE_FLAG = {State.STABLE: True, State.TOTAL: True, State.MOVING: False, State.UNTOLD: None}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("GS", "GR", "G", "GROSS", "G/W", "B", "B/G"), Kind.GROSS),
    **dict.fromkeys(("NT", "N", "NET", "N/W"), Kind.NET),
    **dict.fromkeys(("TR", "T", "TARE", "T/W", "PT"), Kind.TARE),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` is a regular expression for the whole line. A word of the state group that is not listed is a fault."""

    columns: re.Pattern[str]
    states: Mapping[str, State] = field(default_factory=dict)
    unstated: State = State.UNTOLD
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    kind: Kind | None = None
    units: Mapping[str, str] = field(default_factory=lambda: UNITS)
    # The number stands where a blank unit says "moving": SBI and the older KERN.
    blank_unit: State | None = None

    def read(self, text: str, raw: bytes) -> Frame | None:
        """None when the line is not laid out like this."""
        found = self.columns.fullmatch(text)
        if found is None:
            return None
        parts = {name: (part or "").strip() for name, part in found.groupdict().items()}
        return self._frame(parts, raw)

    def _frame(self, parts: Mapping[str, str], raw: bytes) -> Frame:
        word, shown_unit = parts.get("state", ""), parts.get("unit", "")
        state = self.states.get(word, State.FAULT) if word else self.unstated
        kind = self.kinds.get(parts.get("kind", "").upper(), self.kind)
        unit = self.units.get(shown_unit.lower())
        if shown_unit and unit is None:
            return Garbled(raw, "unit")
        if self.blank_unit and not shown_unit and state is self.unstated:
            state = self.blank_unit
        sign = parts.get("sign", "")
        match state:
            case State.OVER:
                return Overload(raw, unit, kind)
            case State.UNDER:
                return Underload(raw, unit, kind)
            case State.OUT:
                below = "-" in (sign, parts.get("value", "")[:1])
                return Underload(raw, unit, kind) if below else Overload(raw, unit, kind)
            case State.FAULT:
                return Refused(word, raw, unit, kind)
            case _:
                return self._weight(parts, state, unit, kind, raw)

    @staticmethod
    def _weight(
        parts: Mapping[str, str], state: State, unit: str | None, kind: Kind | None, raw: bytes
    ) -> Frame:
        value = number(parts.get("sign", "") + parts["value"])
        stable = STABLE_FLAG[state]
        if value is None:
            return Garbled(raw, "number", unit=unit, stable=stable, kind=kind)
        if unit == PIECES:
            return Counted(value, stable, raw)
        others = {name: number(parts[name]) for name in ("gross", "tare") if parts.get(name)}
        return Weight(
            value,
            unit,
            stable,
            kind,
            raw,
            **others,
            total=state is State.TOTAL,
            tare_kind=_tare_kind(parts),
        )


def _tare_kind(parts: Mapping[str, str]) -> TareKind | None:
    if "preset" in parts:
        return TareKind.PRESET if parts["preset"] else TareKind.WEIGHED
    return TareKind.PRESET if parts.get("kind", "").upper().startswith("PT") else None


def number(shown: str) -> str | None:
    """The number as text with a point, the sign at the digits and no leading zeros. None when it is no number."""
    # A digit that is not verified may stand in brackets.
    found = _DIGITS.fullmatch(_BRACKETS.sub(r"\1", shown).strip())
    if found is None or (found["sign"] and found["minus"]):
        return None
    whole, point, decimals = found["digits"].replace(",", ".").partition(".")
    minus = "-" if "-" in (found["sign"], found["minus"]) else ""
    return f"{minus}{whole.lstrip('0') or '0'}{point}{decimals}"


def first_fit(layouts: Iterable[Layout], text: str, raw: bytes) -> Frame | None:
    frames = (layout.read(text, raw) for layout in layouts)
    return next((frame for frame in frames if frame is not None), None)


class LayoutCodec(LineCodec):
    """A language that is nothing but a row of layouts; the first that fits a line reads it."""

    layouts: tuple[Layout, ...] = ()
    # Whole lines that are an answer without a weight, and lines that are a refusal.
    answers: re.Pattern[str] | None = None
    # How lines may begin, so that one whose front is missing can be called that.
    fronts: tuple[str, ...] = ()
    refusals: re.Pattern[str] | None = None

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        if (frame := first_fit(self.layouts, text, raw)) is not None:
            return [frame]
        word = text.strip()
        if self.refusals and self.refusals.fullmatch(word):
            return [Refused(word, raw)]
        if self.answers and self.answers.fullmatch(word):
            return [Answer(word.split()[0], word, raw)]
        return [Garbled(raw, "cut" if self._lost_its_front(text) else None)]

    def _lost_its_front(self, text: str) -> bool:
        lost = (front[:width] for front in self.fronts for width in range(1, len(front) + 1))
        return any(first_fit(self.layouts, front + text, b"") is not None for front in lost)
