"""What a person says of a paper whose fate nobody knows, in words or by scanning it. Flushes and never commits, like `service`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.labels.content import LABELS
from hub.labels.records import PrintJob
from hub.labels.rules import JobMovedOn, JobState, NothingToAnswer, Proof, Trouble, require_step
from hub.labels.service import add, copy_of, hold, move, newest, note
from hub.people.records import Person


def settle(
    session: Session, job: PrintJob, *, printed: bool, by: Person, clock: Clock, proof: Proof = Proof.TOLD
) -> PrintJob:
    """A person's answer about an uncertain job: "I have it" ends it, "I do not" ends it and queues a copy.

    `proof`: how the person knows. Hands back the job that now stands for the paper. The same answer twice changes nothing, but a
    scan is better proof than any word before it.
    """
    job = hold(session, job.id)
    if printed:
        if job.state is not JobState.PRINTED:
            require_step(job.state, JobState.PRINTED)
            move(session, job, JobState.PRINTED, by=by, clock=clock, proof=proof)
        elif proof is Proof.SCANNED and job.proof is not Proof.SCANNED:
            job.proof = proof
            session.flush()
            note(session, job, at=clock.now(), by=by, proof=proof)
        return job
    if job.state is JobState.FAILED:
        return newest(session, job)
    if job.state is not JobState.UNCERTAIN:
        # A failure while `queued` or `sending` is the spool's to say, never a person's.
        raise JobMovedOn(before=job.state, after=JobState.FAILED)
    move(session, job, JobState.FAILED, trouble=Trouble.NOT_HELD, by=by, clock=clock)
    return add(session, copy_of(job, None), by=by, clock=clock)


@dataclass(frozen=True, slots=True)
class ScannedLabel:
    """The label that a scan named. `was_known`: it was known as printed before, so that this scan answered no question."""

    job: PrintJob
    was_known: bool


def settle_scanned(session: Session, subjects: Sequence[str], *, by: Person, clock: Clock) -> ScannedLabel:
    """A label itself was scanned: it is there. Scanned again it changes nothing. `subjects` are the things that its code may name.
    Raises NothingToAnswer.
    """
    job = _label_of(session, subjects, (JobState.UNCERTAIN, JobState.PRINTED))
    if job is None:
        raise NothingToAnswer(subject=next(iter(subjects), ""))
    was_known = job.state is JobState.PRINTED
    settled = settle(session, job, printed=True, by=by, clock=clock, proof=Proof.SCANNED)
    return ScannedLabel(settled, was_known)


def answer_by_use(session: Session, subject: str, *, by: Person, clock: Clock) -> None:
    """A label was read while somebody worked with what it hangs on: whether it came out is no question any more."""
    job = _label_of(session, (subject,), (JobState.UNCERTAIN, JobState.PRINTED))
    if job is not None:
        settle(session, job, printed=True, by=by, clock=clock, proof=Proof.SCANNED)


def _label_of(session: Session, subjects: Sequence[str], states: Sequence[JobState]) -> PrintJob | None:
    """The question before what is known already; of several questions the newest paper."""
    return session.scalar(
        select(PrintJob)
        .where(PrintJob.subject.in_(subjects), PrintJob.kind.in_(LABELS), PrintJob.state.in_(states))
        .order_by(PrintJob.state == JobState.PRINTED, PrintJob.copy.desc())
        .limit(1)
    )
