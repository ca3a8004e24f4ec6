"""A paper once more: a copy of one that came out, or the very paper that never did. Flushes and never commits, like `service`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.labels.copy_rules import NO_WISH, ONE_EACH, CopyOnItsWay, Wish, require_copy
from hub.labels.records import PrintJob, PrintJobEvent
from hub.labels.rules import OPEN, JobState, require_reprintable, require_step, was_never_sent
from hub.labels.service import add, copy_of, hold, move, tell_printer
from hub.people.records import Person


def reprint(
    session: Session,
    job: PrintJob,
    *,
    by: Person,
    clock: Clock,
    operation: str | None = None,
    wish: Wish = NO_WISH,
) -> PrintJob:
    """Queue a copy with the same content; its paper says COPY and which. A paper of which nothing ever came out, nor any of the
    same thing, is queued again as it was, and is no copy.

    Raises JobMovedOn while the paper's own fate is open (that question is answered first, by `answers.settle`), for a label
    CopyOnItsWay while another one of the same thing is, and CopyNeedsReason, CopyNeedsWords and CopyNeedsCoordinator.
    """
    known = _done_by(session, operation)
    if known is not None:
        return known
    job = hold(session, job.id)
    require_reprintable(job.state)
    others = _others(session, job)
    if job.kind in ONE_EACH and any(one.state in OPEN for one in others):
        raise CopyOnItsWay
    # A copy says COPY already; a first paper may go out as one only when there is no other.
    as_it_was = was_never_sent(job.state, job.trouble) and (job.copy > 1 or not _left(others))
    require_copy(job.kind, _came_out([job, *others]), wish, asked_before=as_it_was)
    if as_it_was:
        return _queue_again(session, job, by=by, clock=clock, operation=operation)
    return add(session, copy_of(job, operation), by=by, clock=clock, wish=wish)


def papers_out(session: Session, job: PrintJob) -> int:
    """How many papers that say the same came out, as far as is known."""
    return _came_out([job, *_others(session, job)])


def _done_by(session: Session, operation: str | None) -> PrintJob | None:
    """What the same act made before."""
    if operation is None:
        return None
    again = select(PrintJobEvent.job_id).where(PrintJobEvent.operation == operation)
    return session.scalar(
        select(PrintJob).where((PrintJob.operation == operation) | PrintJob.id.in_(again)).limit(1)
    )


def _others(session: Session, job: PrintJob) -> list[PrintJob]:
    """The other papers about the same thing."""
    same = select(PrintJob).where(PrintJob.subject == job.subject, PrintJob.kind == job.kind)
    return list(session.scalars(same.where(PrintJob.id != job.id)))


def _left(jobs: Sequence[PrintJob]) -> bool:
    """Whether one of these came out, may have, or is on its way."""
    return any(not was_never_sent(one.state, one.trouble) for one in jobs)


def _came_out(jobs: Sequence[PrintJob]) -> int:
    return sum(one.state is JobState.PRINTED for one in jobs)


def _queue_again(
    session: Session, job: PrintJob, *, by: Person, clock: Clock, operation: str | None
) -> PrintJob:
    """It waits from now on: the days that it lay aside do not make it too old."""
    require_step(job.state, JobState.QUEUED)
    job.queued_at = clock.now()
    move(session, job, JobState.QUEUED, by=by, clock=clock, operation=operation)
    tell_printer(session, job.printer)
    return job
