"""The cold rooms of the demonstration: probes in their places, limits with their source, and a day and a half of made-up readings."""

from __future__ import annotations

from sqlalchemy.orm import Session

from hub.cli.demo_files import DemoFiles
from hub.kernel.clock import Clock
from hub.people.records import Person


def furnish_rooms(session: Session, files: DemoFiles, *, by: Person, clock: Clock) -> None:
    """Nothing yet."""
    del session, files, by, clock
