"""The transactions of the inbox: a weighing or whatever messages wait, one commit, and what the screens are told afterwards.

Not for: the rules (`hub.receiving`, `hub.coldchain`) and not for the order of events (`hub.worker.inbox`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import MappingProxyType

from hub.coldchain.hearing import Decode, HeardInPlace, Memory, read_message, store_messages
from hub.coldchain.message_log import declare_dropped
from hub.coldchain.service import bury_message
from hub.devices.events import LoadSettled, MessageHeard
from hub.kernel.quantity import Mass
from hub.receiving.service import record_weighing
from hub.receiving.weighings import last_of
from hub.wiring import House
from hub.worker.inbox import StoredWeighing, Telling

NONE_DROPPED: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Facts:
    """Writes events of devices into the house's database. Returns after the commit."""

    house: House
    decode: Decode
    memory: Memory = field(default_factory=Memory)

    def weigh(self, load: LoadSettled) -> StoredWeighing:
        with self.house.database.rows() as connection:
            kept = record_weighing(connection, load)
            return StoredWeighing(
                id=kept.id,
                number=kept.number,
                scale=kept.scale,
                net_mg=kept.net.milligrams,
                stood_mg=(kept.gross - kept.tare).milligrams,
                gross_mg=kept.gross.milligrams,
                at=kept.at,
            )

    def last_stood(self, scale: str) -> tuple[Mass, Mass] | None:
        """Where the scale's display stood at its last weighing, and its own tare then; None before the first."""
        with self.house.database.read() as session:
            last = last_of(session, scale)
            return None if last is None else (last.stood, last.tare)

    def store(
        self, messages: Sequence[MessageHeard], dropped: Mapping[str, int] = NONE_DROPPED
    ) -> tuple[Telling, ...]:
        """All of them or none. Of several values of one place the screens hear the last."""
        # Reading comes before the transaction: a weighing may wait for the one writer meanwhile.
        read = [read_message(message, self.decode) for message in messages]
        with ExitStack() as undo:
            # What is remembered of a transaction that was not committed would be wrong.
            undo.callback(self.memory.forget)
            with self.house.database.write() as session:
                stored = store_messages(session, read, self.memory)
                declare_dropped(session, dropped, self.house.clock.now())
            undo.pop_all()
        last = {heard.place_code: heard for one in stored for heard in one.heard}
        return tuple(in_place(heard) for heard in last.values())

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
