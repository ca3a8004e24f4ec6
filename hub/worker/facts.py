"""The transactions of the inbox: one event in, one commit, and what the screens are told afterwards.

Not for: the rules (`hub.receiving`, `hub.coldchain`) and not for the order of events (`hub.worker.inbox`).
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.coldchain.hearing import Decode, HeardInPlace, store_message
from hub.coldchain.service import bury_message
from hub.devices.events import LoadSettled, MessageHeard
from hub.kernel.quantity import Mass
from hub.receiving.service import record_weighing
from hub.receiving.weighings import last_of
from hub.wiring import House
from hub.worker.inbox import StoredWeighing, Telling


@dataclass(frozen=True, slots=True)
class Facts:
    """Writes events of devices into the house's database. Returns after the commit."""

    house: House
    decode: Decode

    def weigh(self, load: LoadSettled) -> StoredWeighing:
        with self.house.database.write() as session:
            kept = record_weighing(session, load)
            return StoredWeighing(kept.id, kept.number, kept.scale, kept.net.milligrams, kept.at)

    def last_stood(self, scale: str) -> tuple[Mass, Mass] | None:
        """Where the scale's display stood at its last weighing, and its own tare then; None before the first."""
        with self.house.database.read() as session:
            last = last_of(session, scale)
            return None if last is None else (last.stood, last.tare)

    def store(self, message: MessageHeard) -> tuple[Telling, ...]:
        with self.house.database.write() as session:
            stored = store_message(session, message, self.decode)
        return tuple(in_place(heard) for heard in stored.heard)

    def bury(self, message: MessageHeard, why: str) -> None:
        with self.house.database.write() as session:
            bury_message(session, message, why)


def in_place(heard: HeardInPlace) -> Telling:
    return Telling(
        f"samlast/live/place/{heard.place_code}",
        {
            "temperature_mc": None if heard.temperature is None else heard.temperature.millidegrees,
            "fault": heard.fault,
            "at": heard.at.isoformat(),
        },
    )
