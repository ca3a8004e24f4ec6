r"""A line described in config/devices.toml, for a scale nobody wrote a codec for.

    columns = '(?P<state>[SD]) (?P<value>[ \d.]{8}) (?P<unit>kg|g)'      the whole line without its end
    states = { S = "stable", D = "moving" }                             what the words of a group mean
    kinds = { B = "gross", N = "net" }
    ask = "W\r"                                                         left out: the scale speaks by itself
    end = "\r"                                                          left out: LF

Named groups: value is needed; sign, unit, state, kind, gross, tare, preset and alibi may be there. A line that does not fit as a whole is wrong.
Not for: bits, checksums and answers of two lines. Those are written in Python, a module for each language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from hub.devices.protocols.frames import Kind
from hub.devices.protocols.layout import KINDS, Layout, LayoutCodec, State
from hub.kernel.unfit import Unfit

GROUPS = frozenset({"value", "sign", "unit", "state", "kind", "gross", "tare", "preset", "alibi"})
_KEYS = frozenset({"columns", "states", "kinds", "ask", "end"})
_PARITY = 0x80
_Meaning = TypeVar("_Meaning", State, Kind)


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A layout with what ends a line and what asks for one."""

    layout: Layout
    end: bytes = b"\n"
    ask: bytes | None = None


class DescribedLine(LayoutCodec):
    def __init__(self, pattern: LinePattern) -> None:
        ends = {pattern.end, bytes([pattern.end[0] | _PARITY])}
        self.line_end = re.compile(rb"[%b]" % b"".join(re.escape(end) for end in sorted(ends)))
        super().__init__()
        self.layouts = (pattern.layout,)
        self.ask_weight = pattern.ask


def line_pattern(table: object) -> LinePattern:
    """Raises Unfit with what to write instead."""
    if not isinstance(table, dict):
        raise Unfit("frame_table")
    if unknown := sorted(set(table) - _KEYS):
        raise Unfit("unknown_name", name=unknown[0], known=", ".join(sorted(_KEYS)))
    columns = _columns(table.get("columns"))
    states = _words(table.get("states", {}), {one.value: one for one in State})
    if states and "state" not in columns.groupindex:
        raise Unfit("frame_states")
    kinds = _words(table.get("kinds", {}), {one.value: one for one in Kind})
    layout = Layout(columns, states, kinds={word.upper(): kind for word, kind in kinds.items()} or KINDS)
    end = _bytes(table.get("end", "\n"), "end")
    if len(end) != 1:
        raise Unfit("frame_end")
    return LinePattern(layout, end, _bytes(table["ask"], "ask") if "ask" in table else None)


def _columns(raw: object) -> re.Pattern[str]:
    if not isinstance(raw, str):
        raise Unfit("frame_columns")
    try:
        columns = re.compile(raw)
    except re.error as err:
        raise Unfit("frame_expression", why=err) from err
    if "value" not in columns.groupindex:
        raise Unfit("frame_value")
    if unknown := sorted(set(columns.groupindex) - GROUPS):
        raise Unfit("frame_group", name=unknown[0], known=", ".join(sorted(GROUPS)))
    return columns


def _words(raw: object, meanings: Mapping[str, _Meaning]) -> dict[str, _Meaning]:
    known = ", ".join(meanings)
    if not isinstance(raw, dict):
        raise Unfit("frame_words", known=known)
    for word, meaning in raw.items():
        if meaning not in meanings:
            raise Unfit("frame_meaning", word=word, meaning=repr(meaning), known=known)
    return {word.strip(): meanings[meaning] for word, meaning in raw.items()}


def _bytes(raw: object, name: str) -> bytes:
    if not isinstance(raw, str) or not raw or not raw.isascii():
        raise Unfit("frame_text", name=name)
    return raw.encode("ascii")
