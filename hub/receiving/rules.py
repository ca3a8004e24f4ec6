"""Rules of weighing and receiving: the chain of weighings, the net of a crate, the verdict on what came, and its sharing.

Not for: reading a scale (devices), allocation of stock to kitchens (picking), prices.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.kernel.clock import require_utc
from hub.kernel.quantity import Mass, share

NOTHING = Mass(0)
# The hash before the first weighing of a scale.
GENESIS = bytes(32)
TARED = frozenset({"T", "PT"})


@dataclass(frozen=True, slots=True)
class WeighingFacts:
    """Everything a weighing says; the hash covers all of it."""

    scale: str
    number: int
    at: datetime
    gross: Mass
    tare: Mass
    tare_kind: str
    base: Mass
    net: Mass
    shown: str
    unit: str
    raw: bytes
    device_serial: str | None
    verified_until: date | None
    alibi_number: str | None


def canonical(facts: WeighingFacts) -> bytes:
    """One byte string for one set of facts: JSON, keys in order, masses in milligrams, time in UTC to the microsecond."""
    plain = {
        "alibi_number": facts.alibi_number,
        "at": require_utc(facts.at).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "base": facts.base.milligrams,
        "device_serial": facts.device_serial,
        "gross": facts.gross.milligrams,
        "net": facts.net.milligrams,
        "number": facts.number,
        "raw": facts.raw.hex(),
        "scale": facts.scale,
        "shown": facts.shown,
        "tare": facts.tare.milligrams,
        "tare_kind": facts.tare_kind,
        "unit": facts.unit,
        "verified_until": None if facts.verified_until is None else facts.verified_until.isoformat(),
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chain(previous: bytes, facts: WeighingFacts) -> bytes:
    """SHA-256 over the hash before and these facts: a change breaks every later link."""
    return hashlib.sha256(previous + canonical(facts)).digest()


def net_of_goods(load_net: Mass, tare_kind: str, crate_tare: Mass, base: Mass = NOTHING) -> Mass:
    """What the goods weigh. When the scale itself took a tare (T weighed, PT preset) the crate is not taken off twice.

    OIML R 76-1, 4.6.11: net beside T or PT is already without the tare. That tare is the lowest crate's: one that was put
    upon other loads (`base`) has brought its own weight with it.
    """
    return load_net if is_tared(tare_kind, base) else load_net - crate_tare


def is_tared(tare_kind: str, base: Mass) -> bool:
    """True when the scale itself has taken the crate's own weight off."""
    return tare_kind in TARED and base <= NOTHING


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far an amount may differ, in thousandths of what was announced."""

    per_mille: int

    def of(self, announced: int) -> int:
        """Rounded down to the milligram or the piece, so that the tolerance is never exceeded by rounding."""
        return announced * self.per_mille // 1_000


def measured(mass: Mass, count: int | None, *, by_count: bool) -> int:
    """An amount in the article's own measure: pieces for goods sold by the piece, else milligrams."""
    return (count or 0) if by_count else mass.milligrams


class Verdict(StrEnum):
    """How what came compares with what was announced."""

    NOT_COME = "not_come"
    SHORT = "short"
    ACCEPTED = "accepted"
    OVER = "over"
    NOT_ORDERED = "not_ordered"


def judge(announced: int, received: int, tolerance: Tolerance) -> Verdict:
    """Too much, too little, not come, not ordered, or right. A difference of exactly the tolerance is still accepted.

    Both amounts are in the article's own measure (`measured`): eggs are judged by the piece, carrots by weight.
    """
    if announced <= 0:
        return Verdict.NOT_ORDERED if received > 0 else Verdict.ACCEPTED
    if received <= 0:
        return Verdict.NOT_COME
    slack = tolerance.of(announced)
    if received < announced - slack:
        return Verdict.SHORT
    if received > announced + slack:
        return Verdict.OVER
    return Verdict.ACCEPTED


@dataclass(frozen=True, slots=True)
class Share:
    """What one order line gets of what came."""

    mass: Mass
    count: int | None


def share_received(
    received: Mass, count: int | None, confirmed: Sequence[tuple[Mass, int | None]]
) -> tuple[Share, ...]:
    """Divide what came over the lines by their confirmed amounts, largest remainder first; the parts add up exactly.

    Pieces are whole and are divided by the confirmed pieces where every line has them, else by mass.
    """
    if not confirmed:
        return ()
    weights = [mass.milligrams for mass, _ in confirmed]
    if not any(weights):
        weights = [1] * len(confirmed)
    masses = share(received.milligrams, weights)
    if count is None:
        return tuple(Share(Mass(part), None) for part in masses)
    pieces = [number for _, number in confirmed if number is not None]
    by_pieces = len(pieces) == len(confirmed) and any(pieces)
    counts = share(count, pieces if by_pieces else weights)
    return tuple(Share(Mass(part), number) for part, number in zip(masses, counts, strict=True))
