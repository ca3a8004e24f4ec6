"""One way to read all lines that show a state, a number and a unit: the columns are data, the reading is code.

A layout is an expression with named groups and what the words in them mean:

    sign value unit      the number with its sign; minus may stand apart from the digits, comma and point are the same
    state                stable, moving, over, under … ; without this group the frame does not tell
    kind                 gross, net, tare
    gross tare           beside a net value
    preset               PT for a tare that was keyed in, blank for one that was weighed
    alibi                the number under which the scale itself keeps the weight

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
_SIGNS = frozenset("+-")
# A row of dashes is what a display shows when it is full.
_MINUS = re.compile(r" *-(?!-)")
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


# More words than any scale has: what noise spells is not kept.
MOST_WORDS = 256
STABLE_FLAG = {State.STABLE: True, State.TOTAL: True, State.MOVING: False, State.UNTOLD: None}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("GS", "GR", "G", "GROSS", "G/W", "G.W", "B", "B/G"), Kind.GROSS),
    **dict.fromkeys(("NT", "N", "NET", "N/W", "N.W"), Kind.NET),
    **dict.fromkeys(("TR", "T", "TARE", "T/W", "T.W", "PT"), Kind.TARE),
}


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the words around a number say, whatever the number is. `state` is None where the unit is no unit."""

    state: State | None
    word: str
    unit: str | None
    kind: Kind | None
    stable: bool | None
    tare_kind: TareKind | None


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
    # Where the groups stand in the expression, and what is known of the words met so far: a scale repeats the same few.
    _places: _Places = field(init=False, repr=False, compare=False)
    _meanings: dict[object, _Meaning] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", _Places.of(self.columns))

    def read(self, text: str, raw: bytes) -> Frame | None:
        """None when the line is not laid out like this."""
        found = self.columns.fullmatch(text)
        if found is None:
            return None
        places = self._places
        words = found.group(*places.words) if places.words else ()
        meaning = self._meanings.get(words) or self._learn(words, found)
        if meaning.state not in STABLE_FLAG:
            return _no_weight(meaning, found, raw)
        value = number(found[places.sign] + found[places.value] if places.sign else found[places.value])
        if value is None:
            return Garbled(raw, "number", unit=meaning.unit, stable=meaning.stable, kind=meaning.kind)
        if meaning.unit == PIECES:
            return Counted(value, meaning.stable, raw)
        return Weight(
            value,
            meaning.unit,
            meaning.stable,
            meaning.kind,
            raw,
            gross=_beside(found, places.gross) if places.gross else None,
            tare=_beside(found, places.tare) if places.tare else None,
            alibi=(found[places.alibi] or "").strip() or None if places.alibi else None,
            total=meaning.state is State.TOTAL,
            tare_kind=meaning.tare_kind,
        )

    def _learn(self, words: object, found: re.Match[str]) -> _Meaning:
        parts = {name: (part or "").strip() for name, part in found.groupdict().items()}
        word, shown_unit = parts.get("state", ""), parts.get("unit", "")
        state = self.states.get(word, State.FAULT) if word else self.unstated
        kind = self.kinds.get(parts.get("kind", "").upper(), self.kind)
        unit = self.units.get(shown_unit.lower())
        if self.blank_unit and not shown_unit and state is self.unstated:
            state = self.blank_unit
        known = unit is not None or not shown_unit
        meaning = _Meaning(
            state if known else None, word, unit, kind, STABLE_FLAG.get(state), _tare_kind(parts)
        )
        if len(self._meanings) < MOST_WORDS:
            self._meanings[words] = meaning
        return meaning


@dataclass(frozen=True, slots=True)
class _Places:
    """The numbers of the named groups of an expression; 0 where there is no such group."""

    words: tuple[int, ...]
    sign: int
    value: int
    gross: int
    tare: int
    alibi: int

    @classmethod
    def of(cls, columns: re.Pattern[str]) -> _Places:
        groups = columns.groupindex
        return cls(
            words=tuple(groups[name] for name in ("state", "kind", "unit", "preset") if name in groups),
            sign=groups.get("sign", 0),
            value=groups.get("value", 0),
            gross=groups.get("gross", 0),
            tare=groups.get("tare", 0),
            alibi=groups.get("alibi", 0),
        )


def _beside(found: re.Match[str], place: int) -> str | None:
    shown = found[place]
    return number(shown) if shown and shown.strip() else None


def _tare_kind(parts: Mapping[str, str]) -> TareKind | None:
    if "preset" in parts:
        return TareKind.PRESET if parts["preset"] else TareKind.WEIGHED
    return TareKind.PRESET if parts.get("kind", "").upper().startswith("PT") else None


def _no_weight(meaning: _Meaning, found: re.Match[str], raw: bytes) -> Frame:
    match meaning.state:
        case None:
            return Garbled(raw, "unit")
        case State.OVER:
            return Overload(raw, meaning.unit, meaning.kind)
        case State.UNDER:
            return Underload(raw, meaning.unit, meaning.kind)
        case State.OUT:
            parts = found.groupdict(default="")
            below = any(_MINUS.match(parts.get(name, "")) for name in ("sign", "value"))
            out = Underload if below else Overload
            return out(raw, meaning.unit, meaning.kind)
        case _:
            return Refused(meaning.word, raw, meaning.unit, meaning.kind)


def number(shown: str) -> str | None:
    """The number as text with a point, the sign at the digits and no leading zeros. None when it is no number."""
    plain = shown.strip()
    sign = plain[:1]
    if sign in _SIGNS:
        plain = plain[1:].lstrip(" ")
    whole, point, decimals = plain.partition(".")
    if whole.isdecimal() and (decimals.isdecimal() or not point):
        digits = (whole.lstrip("0") or "0") + point + decimals
        return "-" + digits if sign == "-" else digits
    # A digit that is not verified may stand in brackets.
    found = _DIGITS.fullmatch(_BRACKETS.sub(r"\1", shown).strip())
    if found is None or (found["sign"] and found["minus"]):
        return None
    whole, point, decimals = found["digits"].replace(",", ".").partition(".")
    minus = "-" if "-" in (found["sign"], found["minus"]) else ""
    return f"{minus}{whole.lstrip('0') or '0'}{point}{decimals}"


def first_fit(layouts: Iterable[Layout], text: str, raw: bytes) -> Frame | None:
    for layout in layouts:
        if (frame := layout.read(text, raw)) is not None:
            return frame
    return None


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
