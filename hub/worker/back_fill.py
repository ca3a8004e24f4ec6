"""Asks sensors that keep a ring for what is missing of them, as long as a broker is there to pass the question on.

Not for: which holes there are (`hub.coldchain.holes`) nor the words (`hub.devices.protocols.history_requests`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from hub.coldchain.holes import Manner, Memory, to_ask
from hub.devices.protocols.history_requests import MOST_VALUES, SECONDS_A_VALUE, question
from hub.wiring import House

Ask = Callable[[str, bytes], None]
LORAWAN = Manner(question, MOST_VALUES, SECONDS_A_VALUE)

log = logging.getLogger(__name__)


def ask_for_holes(house: House, ask: Ask, memory: Memory) -> int:
    """How many sensors were asked."""
    with house.database.read() as session:
        found = to_ask(session, memory, house.clock, LORAWAN)
    for one in found:
        log.info("%s: asked for what was kept from %d to %d", one.topic, one.first_s, one.last_s)
        ask(one.topic, one.payload)
    return len(found)
