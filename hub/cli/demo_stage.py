"""What the whole story of the demonstration needs: the database, the people, the desks, and the moment it is told at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from hub.cli.demo_clock import StoryClock
from hub.cli.demo_files import DemoFiles
from hub.delivery.note import NotesDesk
from hub.people.records import Person
from hub.planning.plan import Rhythm, moment
from hub.receiving.rules import Tolerance
from hub.stock.papers import Desk

BEFORE_ALL = timedelta(days=21)


@dataclass
class Story:
    """What the whole story needs; `now` is the real moment at which it is told."""

    session: Session
    files: DemoFiles
    people: dict[str, Person]
    desk: Desk
    notes: NotesDesk
    receiving: Tolerance
    picking_per_mille: int
    rhythm: Rhythm
    now: datetime
    clock: StoryClock
    operations: int = field(default=0)
    refused_once: bool = field(default=False)

    @property
    def begins(self) -> datetime:
        return self.now - BEFORE_ALL

    @property
    def today(self) -> date:
        return self.now.astimezone(self.rhythm.zone).date()

    def at(self, day: date, when: time) -> None:
        self.clock.set(min(moment(day, when, self.rhythm.zone), self.now - timedelta(minutes=20)))

    def operation(self) -> str:
        self.operations += 1
        return f"demo-{self.operations}"
