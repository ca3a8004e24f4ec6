"""Verbs of printing. A job is queued in the transaction of the fact it prints; nothing here touches a printer.

Every function flushes and never commits. A session notes which printers it queued for, and the house wakes them after the
commit (`hub.wiring`); a printer that nobody woke finds the job within the spool's own poll.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.labels.all_contents import Content
from hub.labels.content import PaperKind
from hub.labels.copy_rules import LONGEST_WORDS, NO_WISH, Wish
from hub.labels.records import PrintJob, PrintJobEvent
from hub.labels.rules import (
    ENDED,
    JobMovedOn,
    JobState,
    Proof,
    Trouble,
    require_step,
)
from hub.labels.search import sought_by
from hub.labels.severing import LEAVES_REST
from hub.people.records import Person
from hub.storage.prepared import Prepared
from hub.storage.rows import write_now

# The key of a session's own notes under which the printers stand that have a paper waiting.
WAITED_FOR = "printers that are waited for"

_COPIES = Prepared(
    select(func.max(PrintJob.copy)).where(
        PrintJob.subject == bindparam("subject"), PrintJob.kind == bindparam("kind")
    )
)


def queue(
    session: Session,
    *,
    printer: str,
    kind: PaperKind,
    subject: str,
    language: Language,
    content: Content,
    by: Person,
    clock: Clock,
    operation: str | None = None,
) -> PrintJob:
    """Queue a paper. `subject` names what it speaks of, "crate:370900000000000012", so that copies are counted.

    With an `operation`, asking twice for the same paper is one paper.
    """
    if content.kind is not kind:
        raise ValueError(f"the content is a {content.kind}, not a {kind}")
    if operation is not None:
        known = session.scalar(select(PrintJob).where(PrintJob.operation == operation))
        if known is not None:
            return known
    job = PrintJob(
        printer=printer,
        kind=kind,
        subject=subject,
        language=language,
        content=content.as_json(),
        sought_by=sought_by(content, language),
        operation=operation,
    )
    return add(session, job, by=by, clock=clock)


def is_labelled(session: Session, subjects: Sequence[str]) -> bool:
    """Whether there is a paper about any of these, whatever became of it."""
    return session.scalar(select(PrintJob.id).where(PrintJob.subject.in_(subjects)).limit(1)) is not None


def move_queue(
    session: Session, printer: str, to: str, *, kinds: Collection[PaperKind], by: Person, clock: Clock
) -> int:
    """Send what waits at one printer to another, as far as that one takes such papers. Hands back how many."""
    waiting = select(PrintJob.id).where(
        PrintJob.printer == printer, PrintJob.state == JobState.QUEUED, PrintJob.kind.in_(kinds)
    )
    moved = 0
    for job_id in session.scalars(waiting.order_by(PrintJob.id)).all():
        job = hold(session, job_id)
        if job.state is not JobState.QUEUED or job.printer != printer:
            continue
        job.printer = to
        move(session, job, JobState.QUEUED, trouble=Trouble.MOVED, by=by, clock=clock)
        job.trouble = None
        tell_printer(session, to)
        moved += 1
    return moved


def void_papers(session: Session, subject: str, *, clock: Clock, by: Person | None = None) -> None:
    """The label of a thing has become void: what waits is not printed, what is printed counts for nothing any more, and what never
    came is not printed after all.

    A paper that is leaving just now comes out all the same; its code is refused at every scan like that of the others.
    """
    live = select(PrintJob.id).where(
        PrintJob.subject == subject,
        PrintJob.state != JobState.VOIDED,
    )
    for job_id in session.scalars(live.order_by(PrintJob.id)).all():
        job = hold(session, job_id)
        if job.state is not JobState.VOIDED:
            move(session, job, JobState.VOIDED, trouble=Trouble.VOIDED, by=by, clock=clock)


def cancel(session: Session, job: PrintJob, *, by: Person, clock: Clock) -> PrintJob:
    """Take a waiting job off the queue. Raises JobMovedOn once its bytes may have left."""
    job = hold(session, job.id)
    if job.state is not JobState.CANCELLED:
        require_step(job.state, JobState.CANCELLED)
        move(session, job, JobState.CANCELLED, by=by, clock=clock)
    return job


def keep_off(session: Session, job: PrintJob) -> None:
    """Take a paper of the demonstration's made-up past off the queue, at the moment it came there: nobody did so, and it says what
    it is.
    """
    require_step(job.state, JobState.CANCELLED)
    job.state, job.trouble, job.ended_at = JobState.CANCELLED, Trouble.KEPT_OFF, job.queued_at
    session.flush()
    note(session, job, at=job.queued_at, by=None)


def left_a_rest(session: Session, printer: str) -> bool:
    """Whether the last paper that a printer was given ended so that a part of it may hang there uncut. Asked once after a start."""
    last = session.scalar(
        select(PrintJobEvent)
        .join(PrintJob, PrintJob.id == PrintJobEvent.job_id)
        .where(
            PrintJob.printer == printer,
            PrintJobEvent.state.in_((JobState.PRINTED, JobState.UNCERTAIN)),
            # What a person said of it is no word about the paper's end.
            PrintJobEvent.person_id.is_(None),
        )
        .order_by(PrintJobEvent.id.desc())
        .limit(1)
    )
    return last is not None and last.state is JobState.UNCERTAIN and last.trouble in LEAVES_REST


def next_queued(session: Session, printer: str) -> PrintJob | None:
    """The oldest waiting job of a printer, to be drawn; nothing is claimed yet."""
    return session.scalar(
        select(PrintJob)
        .where(PrintJob.printer == printer, PrintJob.state == JobState.QUEUED)
        .order_by(PrintJob.id)
        .limit(1)
    )


def claim_next(session: Session, printer: str, *, clock: Clock) -> PrintJob | None:
    """Move the oldest waiting job of a printer to `sending`. Commit before the first byte leaves."""
    job = next_queued(session, printer)
    return None if job is None else mark(session, job.id, JobState.SENDING, clock=clock)


def mark(
    session: Session,
    job_id: int,
    state: JobState,
    *,
    clock: Clock,
    trouble: Trouble | None = None,
    by: Person | None = None,
    printer: str | None = None,
    proof: Proof | None = None,
) -> PrintJob:
    """Move a job by the state machine of `rules`; an illegal step raises JobMovedOn and changes nothing.

    So does a job that lies at another printer than `printer` by now.
    """
    job = hold(session, job_id)
    if printer is not None and job.printer != printer:
        raise JobMovedOn(before=job.state, after=state)
    require_step(job.state, state)
    move(session, job, state, trouble=trouble, by=by, clock=clock, proof=proof)
    return job


def put_back(session: Session, job_id: int, trouble: Trouble, *, clock: Clock) -> bool:
    """Nothing of it came out, and why: it waits, or waits on. True when that is news."""
    job = hold(session, job_id)
    if job.state is JobState.SENDING:
        move(session, job, JobState.QUEUED, trouble=trouble, clock=clock)
        return True
    return say_trouble(session, job_id, trouble, clock=clock)


def say_trouble(session: Session, job_id: int, trouble: Trouble, *, clock: Clock) -> bool:
    """Note why a job waits, in the queue or in a printer that stands still. True when it is news; the same trouble again
    adds no row.
    """
    job = hold(session, job_id)
    if job.state not in {JobState.QUEUED, JobState.SENDING} or job.trouble == trouble:
        return False
    move(session, job, job.state, trouble=trouble, clock=clock)
    return True


def hold(session: Session, job_id: int) -> PrintJob:
    """The job as it is now, locked until commit: two answers to one question come one after the other."""
    job = session.scalar(
        select(PrintJob)
        .where(PrintJob.id == job_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if job is None:
        raise NotFound(job=job_id)
    return job


def copy_of(job: PrintJob, operation: str | None) -> PrintJob:
    """A paper that says the same, to be added."""
    return PrintJob(
        printer=job.printer,
        kind=job.kind,
        subject=job.subject,
        language=job.language,
        content=job.content,
        sought_by=job.sought_by,
        operation=operation,
    )


def add(session: Session, job: PrintJob, *, by: Person, clock: Clock, wish: Wish = NO_WISH) -> PrintJob:
    """Put a new paper on the queue, numbered after those that say the same. `wish`: why a copy is wanted."""
    last = _COPIES.first(session.connection(), {"subject": job.subject, "kind": job.kind})
    job.copy = (last or 0) + 1
    job.queued_at = clock.now()
    job.person_id = by.id
    job.state = JobState.QUEUED
    write_now(session, job)
    note(session, job, at=job.queued_at, by=by, wish=wish)
    tell_printer(session, job.printer)
    return job


def tell_printer(session: Session, printer: str) -> None:
    """Named here, the printer is woken by whoever commits."""
    session.info.setdefault(WAITED_FOR, set()).add(printer)


def newest(session: Session, job: PrintJob) -> PrintJob:
    newest = session.scalar(
        select(PrintJob)
        .where(PrintJob.subject == job.subject, PrintJob.kind == job.kind)
        .order_by(PrintJob.copy.desc())
        .limit(1)
    )
    return newest or job


def move(
    session: Session,
    job: PrintJob,
    state: JobState,
    *,
    clock: Clock,
    trouble: Trouble | None = None,
    by: Person | None = None,
    operation: str | None = None,
    proof: Proof | None = None,
) -> None:
    """A change of a job's state, which a rule has allowed, and the row of its history. What is void is known as well as before."""
    if state is not JobState.VOIDED:
        job.proof = proof
    job.state = state
    job.trouble = trouble
    job.ended_at = clock.now() if state in ENDED else None
    session.flush()
    note(session, job, at=job.ended_at or clock.now(), by=by, operation=operation, proof=proof)


def note(
    session: Session,
    job: PrintJob,
    *,
    at: datetime,
    by: Person | None,
    operation: str | None = None,
    proof: Proof | None = None,
    wish: Wish = NO_WISH,
) -> None:
    """The row of its history that says how the job stands now."""
    event = PrintJobEvent(
        job_id=job.id,
        at=at,
        proof=proof,
        reason=wish.reason,
        words=wish.words.strip()[:LONGEST_WORDS] or None,
        state=job.state,
        trouble=job.trouble,
        person_id=by.id if by else None,
        operation=operation,
    )
    write_now(session, event)
