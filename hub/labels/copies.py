"""A paper once more: a copy of one that came out, or the very paper that never did. Flushes and never commits, like `service`."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.labels.records import PrintJob, PrintJobEvent
from hub.labels.rules import JobState, require_reprintable, require_step, was_never_sent
from hub.labels.service import add, copy_of, hold, move, tell_printer
from hub.people.records import Person


def reprint(
    session: Session, job: PrintJob, *, by: Person, clock: Clock, operation: str | None = None
) -> PrintJob:
    """Queue a copy with the same content; its paper says COPY and which. A paper of which nothing ever came out, nor any of the
    same thing, is queued again as it was, and is no copy.

    Raises JobMovedOn while the first paper's fate is open: that question is answered first, by `service.settle`.
    """
    known = _done_by(session, operation)
    if known is not None:
        return known
    job = hold(session, job.id)
    require_reprintable(job.state)
    # A copy says COPY already; a first paper may go out as one only when there is no other.
    if was_never_sent(job.state, job.trouble) and (job.copy > 1 or not _others_left(session, job)):
        return _queue_again(session, job, by=by, clock=clock, operation=operation)
    return add(session, copy_of(job, operation), by=by, clock=clock)


def _done_by(session: Session, operation: str | None) -> PrintJob | None:
    """What the same act made before."""
    if operation is None:
        return None
    again = select(PrintJobEvent.job_id).where(PrintJobEvent.operation == operation)
    return session.scalar(
        select(PrintJob).where((PrintJob.operation == operation) | PrintJob.id.in_(again)).limit(1)
    )


def _others_left(session: Session, job: PrintJob) -> bool:
    """Whether another paper about the same thing came out, may have, or is on its way."""
    others = session.scalars(
        select(PrintJob).where(
            PrintJob.subject == job.subject, PrintJob.kind == job.kind, PrintJob.id != job.id
        )
    )
    return any(not was_never_sent(one.state, one.trouble) for one in others)


def _queue_again(
    session: Session, job: PrintJob, *, by: Person, clock: Clock, operation: str | None
) -> PrintJob:
    """It waits from now on: the days that it lay aside do not make it too old."""
    require_step(job.state, JobState.QUEUED)
    job.queued_at = clock.now()
    move(session, job, JobState.QUEUED, by=by, clock=clock, operation=operation)
    tell_printer(session, job.printer)
    return job
