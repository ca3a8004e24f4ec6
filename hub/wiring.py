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
from hub.devices.spec import PDF, PrinterSpec
from hub.kernel.clock import Clock, SystemClock
from hub.labels.content import PaperKind
from hub.labels.dialects.head import Head
from hub.labels.drawing import Style
from hub.labels.service import WAITED_FOR
from hub.labels.styles import style_of
from hub.people.roles import Roles
from hub.settings import Settings, load
from hub.storage.database import Database

# An office printer has sheets; its labels are no larger than this one.
PAGES = {PaperKind.CRATE_LABEL.value: "crate-a6"}


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


@dataclass(frozen=True, slots=True)
class Looks:
    """How papers look at one printer: its labels by layouts or in its own letters, its notes in letters."""

    style: Style
    head: Head


def looks_of(spec: PrinterSpec, layouts: Path) -> Looks:
    """Raises NotFound for a layout that went away since the settings were read."""
    return Looks(
        style_of(
            layouts,
            named={**PAGES, **spec.layout} if spec.language == PDF else spec.layout,
            width_dots=spec.width_dots,
            dpi=spec.dpi,
            dialect=spec.language,
        ),
        Head(
            width=spec.width_dots,
            model=spec.model or "default",
            code_page=spec.code_page,
            page_number=spec.code_page_number,
            dpi=spec.dpi,
        ),
    )


def wake_printers(live: LiveBoard, notes: Mapping[Any, Any]) -> None:
    """Tell each printer that a paper waits. What goes wrong here is made up for by the spool's own look at its queue."""
    for printer in sorted(notes.get(WAITED_FOR, ())):
        with suppress(OSError, RuntimeError, ValueError):
            live.say(wake_topic(printer), {})


def house_from(config_dir: Path, environment: Mapping[str, str]) -> House:
    return open_house(load(config_dir, environment))
