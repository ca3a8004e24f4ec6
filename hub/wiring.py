"""The composition root: settings in, running objects out. Nothing happens on import.

Not for: threads and servers. Whoever opens a house decides what runs in it (`hub.worker.runner`, `hub.cli.serve`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hub.devices.commands import wake_topic
from hub.devices.live import LiveBoard
from hub.kernel.clock import Clock, SystemClock
from hub.labels.service import WAITED_FOR
from hub.people.roles import Roles
from hub.settings import Settings, load
from hub.storage.database import Database


@dataclass(frozen=True, slots=True)
class House:
    """What every edge is given: one database, one clock, one live board."""

    settings: Settings
    database: Database
    clock: Clock
    roles: Roles
    live: LiveBoard

    def close(self) -> None:
        self.database.close()


def open_house(settings: Settings, clock: Clock | None = None) -> House:
    """Make the objects of a house. Opens no connection yet; makes the data folder, for its owner only, if it is missing."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    house = House(
        settings=settings,
        database=Database(settings.database.url),
        clock=clock or SystemClock(),
        roles=settings.roles,
        live=LiveBoard(),
    )
    house.database.after_commit(partial(wake_printers, house.live))
    return house


def wake_printers(live: LiveBoard, notes: Mapping[Any, Any]) -> None:
    """Tell each printer that a paper waits. What goes wrong here is made up for by the spool's own look at its queue."""
    for printer in sorted(notes.get(WAITED_FOR, ())):
        with suppress(OSError, RuntimeError, ValueError):
            live.say(wake_topic(printer), {})


def house_from(config_dir: Path, environment: Mapping[str, str]) -> House:
    return open_house(load(config_dir, environment))
