"""Records of a Milesight sensor's ring: what was measured while nobody heard it. Drawn in `milesight`.

Every record begins 20 CE and says nothing of its layout. It is the first layout in which every record of the message makes
sense: the length fits, the times are after 2015, temperatures are of this world, humidity is 100 percent at most.

Not for: asking the sensor for a range of its ring, which is a downlink of the network server.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

MARK = bytes.fromhex("20CE")
HEAD = 6
BORN = 1_420_070_400  # 2015-01-01, before the first of these sensors
COLDEST, HOTTEST = -2_000, 3_000  # tenths of a degree, with a wide margin for a thermocouple
WETTEST = 200  # halves of a percent
READ_STATUS = {1: "read error", 2: "overload"}
PERIODIC, RELEASE = 1, 3
# What a channel of a TS301 holds: nothing, a temperature for four reasons, a contact for two.
TEMPERATURES, CONTACTS = range(1, 5), range(5, 7)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept value; `at` in seconds since 1970."""

    at: int
    celsius: Decimal | None
    humidity: Decimal | None = None
    fault: str | None = None
    channel: int = 0


def kept_values(records: bytes) -> list[Kept]:
    """Raises ValueError when the records fit no layout."""
    for length, read in LAYOUTS:
        found = _all(records, HEAD + length, read)
        if found is not None:
            return found
    raise ValueError(f"is a history of no known layout: {records.hex()}")


def _all(records: bytes, length: int, read: Callable[[int, bytes], list[Kept] | None]) -> list[Kept] | None:
    if len(records) % length:
        return None
    found: list[Kept] = []
    for at in range(0, len(records), length):
        record = records[at : at + length]
        when = int.from_bytes(record[2:HEAD], "little")
        kept = read(when, record[HEAD:]) if record.startswith(MARK) and when >= BORN else None
        if kept is None:
            return None
        found += kept
    return found


def _ts201(at: int, body: bytes) -> list[Kept] | None:
    status, event = divmod(body[0], 16)
    degrees = _degrees(body[1:3])
    if not PERIODIC <= event <= RELEASE or status not in {0, *READ_STATUS}:
        return None
    if status:
        return [Kept(at, None, fault=f"probe {READ_STATUS[status]}")]
    return None if degrees is None else [Kept(at, degrees)]


def _em300(at: int, body: bytes) -> list[Kept] | None:
    """Also EM320; an EM300-MCS adds its contact."""
    degrees = _degrees(body[:2])
    if degrees is None or body[2] > WETTEST or body[3:] not in {b"", b"\0", b"\1"}:
        return None
    return [Kept(at, degrees, Decimal(body[2]) / 2)]


def _em500(at: int, body: bytes) -> list[Kept] | None:
    degrees = _degrees(body)
    return None if degrees is None else [Kept(at, degrees)]


def _ts301(at: int, body: bytes) -> list[Kept] | None:
    found: list[Kept] = []
    for channel, held in enumerate(divmod(body[0], 16), start=1):
        value = body[2 * channel - 1 : 2 * channel + 1]
        if held in TEMPERATURES:
            degrees = _degrees(value)
            if degrees is None:
                return None
            found.append(Kept(at, degrees, channel=channel))
        elif held and held not in CONTACTS:
            return None
    return found


def _degrees(raw: bytes) -> Decimal | None:
    tenths = int.from_bytes(raw, "little", signed=True)
    return Decimal(tenths).scaleb(-1) if COLDEST <= tenths <= HOTTEST else None


LAYOUTS = ((3, _ts201), (3, _em300), (4, _em300), (5, _ts301), (2, _em500))
