"""Print jobs shaped for a screen: what needs an answer first, then what waits, then what was printed last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.labels.all_contents import content_from_json
from hub.labels.content import LABELS, PaperKind
from hub.labels.copy_rules import ONE_EACH, CopyReason
from hub.labels.naming import named
from hub.labels.records import PrintJob, PrintJobEvent
from hub.labels.rules import ENDED, REPRINTABLE, JobState, Proof, Trouble, was_never_sent
from hub.labels.search import Sought, found
from hub.people.records import Person

# So many of the papers that ended fit on a phone; more are asked for.
FIRST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Why a copy was wanted, and by whom."""

    reason: CopyReason
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job in a list. `name` is what a person calls the paper: the goods and the crate, or the note's number."""

    id: int
    printer: str
    kind: PaperKind
    name: str
    detail: str
    copy: int
    state: JobState
    trouble: Trouble | None
    queued_at: datetime
    ended_at: datetime | None
    proof: Proof | None
    taken_off_by: str
    asked: Asked | None

    @property
    def kept_off(self) -> bool:
        """A made-up paper of the demonstration that was never meant to be printed."""
        return self.state is JobState.CANCELLED and self.trouble is Trouble.KEPT_OFF

    @property
    def was_taken_off(self) -> bool:
        """A person did not want it: `taken_off_by` says who."""
        return self.state is JobState.CANCELLED and not self.kept_off

    @property
    def is_label(self) -> bool:
        return self.kind in LABELS

    @property
    def asks(self) -> bool:
        """A person has to say whether the paper is there."""
        return self.state is JobState.UNCERTAIN

    @property
    def torn(self) -> bool:
        """The printer stood still in the middle of it: it is printed, and a torn piece may lie there too."""
        return self.state is JobState.PRINTED and self.trouble is not None

    @property
    def can_cancel(self) -> bool:
        return self.state is JobState.QUEUED

    @property
    def can_reprint(self) -> bool:
        return self.state in REPRINTABLE

    @property
    def needs_reason(self) -> bool:
        """Another one beside it is a second label of one thing."""
        return self.kind in ONE_EACH and not self.never_sent

    @property
    def never_sent(self) -> bool:
        """Nothing of it came out: printing it is no copy."""
        return was_never_sent(self.state, self.trouble)


@dataclass(frozen=True, slots=True)
class JobStep:
    """One change of a job's state, or a stronger proof of it."""

    at: datetime
    state: JobState
    trouble: Trouble | None
    proof: Proof | None
    reason: CopyReason | None
    words: str
    by: str

    @property
    def torn(self) -> bool:
        return self.state is JobState.PRINTED and self.trouble is not None


@dataclass(frozen=True, slots=True)
class JobsBoard:
    """All that the page of print jobs shows."""

    uncertain: tuple[JobRow, ...]
    waiting: tuple[JobRow, ...]
    ended: tuple[JobRow, ...]
    more_ended: bool


def jobs_found(session: Session, sought: Sought, limit: int = FIRST_SHOWN) -> tuple[tuple[JobRow, ...], bool]:
    """Papers of any state, the newest first, and whether there are more."""
    jobs = found(session, sought, limit + 1)
    return _rows(session, jobs[:limit]), len(jobs) > limit


def jobs_board(session: Session, limit: int = FIRST_SHOWN) -> JobsBoard:
    """Every open job, oldest first, and the last ended ones, newest first, as many as `limit`."""
    unfinished = session.scalars(
        select(PrintJob).where(PrintJob.state.not_in(ENDED)).order_by(PrintJob.id)
    ).all()
    ended = session.scalars(
        select(PrintJob).where(PrintJob.state.in_(ENDED)).order_by(PrintJob.id.desc()).limit(limit + 1)
    ).all()
    return JobsBoard(
        uncertain=_rows(session, [job for job in unfinished if job.state is JobState.UNCERTAIN]),
        waiting=_rows(session, [job for job in unfinished if job.state is not JobState.UNCERTAIN]),
        ended=_rows(session, ended[:limit]),
        more_ended=len(ended) > limit,
    )


def questions(session: Session) -> int:
    """How many papers wait for a person's answer."""
    return session.scalar(select(func.count(PrintJob.id)).where(PrintJob.state == JobState.UNCERTAIN)) or 0


def jobs_of(session: Session, subject: str) -> tuple[JobRow, ...]:
    """All papers about one thing, such as "crate:370900000000000012", newest first."""
    return _rows(
        session,
        session.scalars(
            select(PrintJob).where(PrintJob.subject == subject).order_by(PrintJob.id.desc())
        ).all(),
    )


def job_row(session: Session, job_id: int) -> JobRow:
    return _rows(session, [_job(session, job_id)])[0]


def job_steps(session: Session, job_id: int) -> tuple[JobStep, ...]:
    """How a job came to where it is, oldest first."""
    told = session.execute(
        select(PrintJobEvent, Person.name)
        .outerjoin(Person, Person.id == PrintJobEvent.person_id)
        .where(PrintJobEvent.job_id == job_id)
        .order_by(PrintJobEvent.id)
    )
    return tuple(
        JobStep(
            event.at,
            event.state,
            _trouble(event.trouble),
            event.proof,
            event.reason,
            event.words or "",
            name or "",
        )
        for event, name in told
    )


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """What is needed to draw a paper again."""

    kind: PaperKind
    content: dict[str, object]
    language: Language
    copy: int


def stored_paper(session: Session, job_id: int) -> StoredPaper:
    job = _job(session, job_id)
    return StoredPaper(job.kind, job.content, job.language, job.copy)


def _job(session: Session, job_id: int) -> PrintJob:
    job = session.get(PrintJob, job_id)
    if job is None:
        raise NotFound(job=job_id)
    return job


def _rows(session: Session, jobs: Sequence[PrintJob]) -> tuple[JobRow, ...]:
    takers = _takers(session, [job.id for job in jobs if job.state is JobState.CANCELLED])
    wishes = _wishes(session, [job.id for job in jobs if job.copy > 1])
    return tuple(_row(job, takers.get(job.id, ""), wishes.get(job.id)) for job in jobs)


def _takers(session: Session, job_ids: Sequence[int]) -> dict[int, str]:
    """Who took these papers off the queue; a paper that was taken off twice names the last one."""
    if not job_ids:
        return {}
    told = session.execute(
        select(PrintJobEvent.job_id, Person.name)
        .join(Person, Person.id == PrintJobEvent.person_id)
        .where(PrintJobEvent.job_id.in_(job_ids), PrintJobEvent.state == JobState.CANCELLED)
        .order_by(PrintJobEvent.id)
    )
    return dict(iter(told))


def _wishes(session: Session, job_ids: Sequence[int]) -> dict[int, Asked]:
    if not job_ids:
        return {}
    told = session.execute(
        select(PrintJobEvent, Person.name)
        .join(Person, Person.id == PrintJobEvent.person_id)
        .where(PrintJobEvent.job_id.in_(job_ids), PrintJobEvent.reason.is_not(None))
    )
    return {
        event.job_id: Asked(event.reason, event.words or "", name) for event, name in told if event.reason
    }


def _row(job: PrintJob, taken_off_by: str, asked: Asked | None) -> JobRow:
    name, detail = _named(job)
    return JobRow(
        id=job.id,
        printer=job.printer,
        kind=job.kind,
        name=name,
        detail=detail,
        copy=job.copy,
        state=job.state,
        trouble=_trouble(job.trouble),
        queued_at=job.queued_at,
        ended_at=job.ended_at,
        proof=job.proof,
        taken_off_by=taken_off_by,
        asked=asked,
    )


def _named(job: PrintJob) -> tuple[str, str]:
    """A paper whose content can no longer be read is still listed, by its subject."""
    try:
        return named(content_from_json(job.kind, job.content), job.language)
    except (ValueError, TypeError):
        return job.subject, ""


def _trouble(code: str | None) -> Trouble | None:
    return Trouble(code) if code else None
