"""Papers in the queue of a printer, and what became of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.kernel.words import Language
from hub.labels import service, views
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Proof, Trouble
from hub.people.records import Person
from hub.storage.database import Database
from tests.support.labels_factory import CARROTS


def queued(
    session: Session, by: Person, clock: Clock, printer: str = "labels", subject: str = CARROTS.sscc
) -> PrintJob:
    """A crate's label."""
    return service.queue(
        session,
        printer=printer,
        kind=PaperKind.CRATE_LABEL,
        subject=f"crate:{subject}",
        language=Language.NB,
        content=CARROTS,
        by=by,
        clock=clock,
    )


def state_of(database: Database, job: int) -> tuple[JobState, Trouble | None]:
    with database.read() as session:
        row = views.job_row(session, job)
    return row.state, row.trouble


def proof_of(database: Database, job: int) -> Proof | None:
    with database.read() as session:
        return views.job_row(session, job).proof


def is_in(
    database: Database, job: int, state: JobState, trouble: Trouble | None = None
) -> Callable[[], bool]:
    return lambda: state_of(database, job) == (state, trouble)
