"""A day of one probe's readings as two small pieces: what was measured, and where each reading came from.

Columns of whole numbers. One that grows steadily is kept as its first number, the usual step, and how far each number lies from
that line; the bytes of one weight lie side by side, so that equal ones become runs, which zlib writes in a few. Every fact of a
row comes back out as it went in, and a single reading is found without looking at the whole day.

    piece    form (1 byte), then columns, all of it zlib-compressed
    column   how many (4 bytes) · first (8) · step (8) · bytes of a number (1) · all lowest bytes, then the next ones …
    measured times · temperatures · which of them are none
    origins  message numbers · which are none · claimed times: which, and how far off · faults: which, and which text · the texts

Little-endian, signed. Not for: storing a day (`hub.coldchain.sealing`) nor for finding readings (`hub.coldchain.stored`).
"""

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add
from typing import NamedTuple, overload

from hub.coldchain.readings import usual_interval_ms

FORM = 1
_HEAD = struct.Struct("<IqqB")
_CODES = {1: "b", 2: "h", 4: "i", 8: "q"}


class StoredReading(NamedTuple):
    """Every fact of a reading but its probe: milliseconds since 1970, thousandths of a degree."""

    at_ms: int
    value: int | None
    fault: str | None
    message_id: int | None
    claimed_ms: int | None


class PackedDay(NamedTuple):
    measured: bytes
    origins: bytes


class Columns(NamedTuple):
    """Readings in order of time; a fault has no value."""

    times: list[int]
    values: list[int | None]


@dataclass(frozen=True, slots=True)
class Column(Sequence[int]):
    """Whole numbers, made when they are asked for: so far off a line that begins at `first` and grows by `step`.

    Without a step they are kept as they are.
    """

    first: int
    step: int
    off: "array[int]"

    def __len__(self) -> int:
        return len(self.off)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, int):
            return self.first + (at if at >= 0 else at + len(self.off)) * self.step + self.off[at]
        begin, end, _ = at.indices(len(self.off))
        off = self.off[begin:end]
        if not self.step:
            return off.tolist()
        line = range(self.first + begin * self.step, self.first + end * self.step, self.step)
        return list(map(add, line, off))


class MeasuredDay(NamedTuple):
    """The readings of a day in order of time; `faults` are the places of those that have no value, in order."""

    times: Sequence[int]
    values: Sequence[int]
    faults: Sequence[int]

    def cut(self, first_ms: int, last_ms: int) -> Columns:
        """Those from a moment up to another, with both."""
        begin, end = bisect_left(self.times, first_ms), bisect_right(self.times, last_ms)
        values: list[int | None] = [*self.values[begin:end]]
        for at in self._faults_in(begin, end):
            values[at - begin] = None
        return Columns([*self.times[begin:end]], values)

    def known(self, begin: int, end: int) -> dict[int, int]:
        """The values by time from one place up to another, without faults."""
        found = dict(zip(self.times[begin:end], self.values[begin:end], strict=True))
        for at in self._faults_in(begin, end):
            del found[self.times[at]]
        return found

    def _faults_in(self, begin: int, end: int) -> Sequence[int]:
        if not self.faults:
            return ()
        return self.faults[bisect_left(self.faults, begin) : bisect_left(self.faults, end)]


def of_rows(times: Sequence[int], values: Iterable[int | None]) -> MeasuredDay:
    """A day that was never packed, or not as a whole."""
    return MeasuredDay(times, *_filled(values))


def pack(rows: Sequence[StoredReading]) -> PackedDay:
    """Rows in order of time, no two of one moment. Raises ValueError for others."""
    times = [row.at_ms for row in rows]
    if any(later <= earlier for earlier, later in pairwise(times)):
        raise ValueError("readings of a day are packed in order of time, one for each moment")
    values, no_value = _filled(row.value for row in rows)
    numbers, no_number = _filled(row.message_id for row in rows)
    claimed = [(at, row.claimed_ms - row.at_ms) for at, row in enumerate(rows) if row.claimed_ms is not None]
    faults = [(at, row.fault) for at, row in enumerate(rows) if row.fault is not None]
    texts = sorted({text for _, text in faults})
    kinds = {text: kind for kind, text in enumerate(texts)}
    return PackedDay(
        _piece(_growing(times), _plain(values), _plain(no_value)),
        _piece(
            _growing(numbers),
            _plain(no_number),
            _plain([at for at, _ in claimed]),
            _plain([off for _, off in claimed]),
            _plain([at for at, _ in faults]),
            _plain([kinds[text] for _, text in faults]),
            json.dumps(texts).encode(),
        ),
    )


def measured_day(piece: bytes) -> MeasuredDay:
    raw = _unzipped(piece)
    times, at = _column(raw, 1)
    values, at = _column(raw, at)
    return MeasuredDay(times, values, _column(raw, at)[0][:])


def unpack(day: PackedDay) -> list[StoredReading]:
    measured = measured_day(day.measured)
    times, values = measured.times[:], _emptied(measured.values[:], measured.faults)
    raw, at = _unzipped(day.origins), 1
    columns = []
    for _ in range(6):
        column, at = _column(raw, at)
        columns.append(column[:])
    numbers, no_number, claimed_at, off, fault_at, kinds = columns
    texts = json.loads(raw[at:])
    claimed: list[int | None] = [None] * len(times)
    for index, apart in zip(claimed_at, off, strict=True):
        claimed[index] = times[index] + apart
    faults: list[str | None] = [None] * len(times)
    for index, kind in zip(fault_at, kinds, strict=True):
        faults[index] = texts[kind]
    rows = zip(times, values, faults, _emptied(numbers, no_number), claimed, strict=True)
    return list(map(StoredReading._make, rows))


def _filled(column: Iterable[int | None]) -> tuple[list[int], list[int]]:
    """The numbers with the one before in place of each that is missing, and the places of those."""
    told = [*column]
    numbers = [number for number in told if number is not None]
    missing: list[int] = []
    if len(numbers) == len(told):
        return numbers, missing
    numbers.clear()
    last = 0
    for at, number in enumerate(told):
        if number is None:
            missing.append(at)
        else:
            last = number
        numbers.append(last)
    return numbers, missing


def _emptied(numbers: Iterable[int], missing: Iterable[int]) -> list[int | None]:
    found: list[int | None] = [*numbers]
    for at in missing:
        found[at] = None
    return found


def _growing(numbers: Sequence[int]) -> bytes:
    step = usual_interval_ms(numbers) or 0
    if step <= 0:
        return _plain(numbers)
    first = numbers[0]
    off = [number - first - at * step for at, number in enumerate(numbers)]
    # Numbers that jump about may lie further off a line than from nothing.
    return _written(first, step, off) if _furthest(off) < _furthest(numbers) else _plain(numbers)


def _plain(numbers: Sequence[int]) -> bytes:
    return _written(0, 0, numbers)


def _written(first: int, step: int, off: Sequence[int]) -> bytes:
    width = next(width for width in _CODES if _furthest(off) < 1 << (8 * width - 1))
    raw = _little(array(_CODES[width], off)).tobytes()
    return _HEAD.pack(len(off), first, step, width) + b"".join(raw[weight::width] for weight in range(width))


def _furthest(numbers: Sequence[int]) -> int:
    return max(max(numbers, default=0), -1 - min(numbers, default=0))


def _column(raw: bytes, at: int) -> tuple[Column, int]:
    """The column that begins there, and where the next one begins."""
    count, first, step, width = _HEAD.unpack_from(raw, at)
    at += _HEAD.size
    end = at + count * width
    mixed = bytearray(raw[at:end])
    if width > 1:
        for weight in range(width):
            mixed[weight::width] = raw[at + weight * count : at + (weight + 1) * count]
    return Column(first, step, _little(array(_CODES[width], mixed))), end


def _little(column: "array[int]") -> "array[int]":
    """The numbers as little-endian machines keep them, on every machine."""
    if sys.byteorder == "big":
        column.byteswap()
    return column


def _piece(*parts: bytes) -> bytes:
    return zlib.compress(b"".join((bytes([FORM]), *parts)))


def _unzipped(piece: bytes) -> bytes:
    raw = zlib.decompress(piece)
    if raw[0] != FORM:
        raise ValueError(f"a day of readings in a form that is not known here: {raw[0]}")
    return raw
