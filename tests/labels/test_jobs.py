"""A paper is a durable job: which state follows which, who may say so, and what is counted as a copy."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.devices.drivers.printer import Proof as DriverProof
from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.labels import answers, copies, service, views
from hub.labels.content import PaperKind
from hub.labels.copy_rules import (
    CopyNeedsCoordinator,
    CopyNeedsReason,
    CopyOnItsWay,
    CopyReason,
    Wish,
    require_copy,
)
from hub.labels.records import PrintJob, PrintJobEvent
from hub.labels.rules import (
    JobMovedOn,
    JobState,
    Proof,
    Trouble,
    has_expired,
    require_reprintable,
    require_step,
)
from hub.people.records import Person
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.labels_factory import CARROTS, NOTE
from tests.support.print_jobs import queued

Q, S, P, U, F, C, V = (
    JobState.QUEUED, JobState.SENDING, JobState.PRINTED, JobState.UNCERTAIN, JobState.FAILED, JobState.CANCELLED,
    JobState.VOIDED,
)  # fmt: skip
ALLOWED = {(Q, S), (Q, C), (Q, F), (S, P), (S, U), (S, Q), (S, F), (U, P), (U, F), (C, Q), (F, Q)} | {
    (before, V) for before in (Q, S, U, P, F, C)
}


@pytest.mark.parametrize(("before", "after"), list(product(JobState, JobState)))
def test_the_state_machine_has_these_steps_and_no_other(before: JobState, after: JobState) -> None:
    if (before, after) in ALLOWED:
        require_step(before, after)
        return
    with pytest.raises(JobMovedOn) as refused:
        require_step(before, after)
    assert refused.value.facts == {"before": before, "after": after}


@pytest.mark.parametrize("state", list(JobState))
def test_only_a_paper_with_a_known_fate_gets_a_copy(state: JobState) -> None:
    if state in {P, F, C}:
        require_reprintable(state)
        return
    with pytest.raises(JobMovedOn):
        require_reprintable(state)


def make_uncertain(session: Session, job: PrintJob, clock: FakeClock) -> None:
    service.mark(session, job.id, S, clock=clock)
    service.mark(session, job.id, U, trouble=Trouble.BROKE_OFF, clock=clock)


def test_a_job_that_is_rolled_back_with_its_fact_was_never_queued(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    def weigh_in_that_fails() -> None:
        with database.write() as session:
            queued(session, kari, clock)
            raise RuntimeError("the crate could not be stored")

    with pytest.raises(RuntimeError, match="the crate"):
        weigh_in_that_fails()
    with database.read() as session:
        assert session.scalars(select(PrintJob)).all() == []


def test_the_oldest_paper_goes_first_and_only_to_its_own_printer(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        first, second = queued(session, kari, clock), queued(session, kari, clock)
        other = queued(session, kari, clock, printer="notes")
    with database.write() as session:
        claimed = [service.claim_next(session, "labels", clock=clock) for _ in range(3)]
    assert [job.id if job else None for job in claimed] == [first.id, second.id, None]
    with database.read() as session:
        assert session.get_one(PrintJob, other.id).state is Q


def test_every_step_is_kept_with_its_reason(database: Database, kari: Person, clock: FakeClock) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        make_uncertain(session, job, clock)
        clock.advance(60)
        answers.settle(session, job, printed=True, by=kari, clock=clock)
    with database.read() as session:
        events = session.scalars(select(PrintJobEvent).order_by(PrintJobEvent.id)).all()
        assert [(event.state, event.trouble, event.person_id) for event in events] == [
            (Q, None, kari.id), (S, None, None), (U, "broke_off", None), (P, None, kari.id),
        ]  # fmt: skip
        assert session.get_one(PrintJob, job.id).ended_at == clock.now()


def test_a_scan_is_better_proof_than_any_word_before_it_and_is_told_once(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        service.mark(session, job.id, S, clock=clock)
        service.mark(session, job.id, P, clock=clock, proof=Proof.STATUS)
        ended = job.ended_at
        clock.advance(60)
        for _ in range(2):
            answers.answer_by_use(session, job.subject, by=kari, clock=clock)
        steps = [(step.state, step.proof, step.by) for step in views.job_steps(session, job.id)]
        assert views.job_row(session, job.id).proof is Proof.SCANNED
        assert job.ended_at == ended
        service.void_papers(session, job.subject, clock=clock)
        assert job.proof is Proof.SCANNED
    assert steps[1:] == [(S, None, ""), (P, Proof.STATUS, ""), (P, Proof.SCANNED, "Kari")]


def test_an_answer_says_how_the_person_knows(database: Database, kari: Person, clock: FakeClock) -> None:
    with database.write() as session:
        told, scanned = (
            queued(session, kari, clock),
            queued(session, kari, clock, subject="370900000000000029"),
        )
        for job in (told, scanned):
            make_uncertain(session, job, clock)
        answers.settle(session, told, printed=True, by=kari, clock=clock)
        answers.settle_scanned(session, (scanned.subject,), by=kari, clock=clock)
        assert (told.proof, scanned.proof) == (Proof.TOLD, Proof.SCANNED)


def test_every_proof_of_a_driver_has_its_place_among_the_others() -> None:
    assert [one.value for one in DriverProof] == [one.value for one in Proof][2:6]


def test_i_have_it_ends_the_question_and_saying_it_twice_changes_nothing(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        make_uncertain(session, job, clock)
        first = answers.settle(session, job, printed=True, by=kari, clock=clock)
        again = answers.settle(session, job, printed=True, by=kari, clock=clock)
        assert (first.id, again.id, first.state) == (job.id, job.id, P)
        with pytest.raises(JobMovedOn):
            answers.settle(session, job, printed=False, by=kari, clock=clock)


def test_i_do_not_have_it_queues_one_copy_however_often_it_is_said(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        make_uncertain(session, job, clock)
        copy = answers.settle(session, job, printed=False, by=kari, clock=clock)
        again = answers.settle(session, job, printed=False, by=kari, clock=clock)
        assert (copy.id, copy.copy, copy.state) == (again.id, 2, Q)
        assert copy.content == CARROTS.as_json()
        assert (job.state, job.trouble) == (F, "not_held")


@pytest.mark.parametrize("state", [Q, S])
def test_a_person_cannot_settle_a_paper_that_is_on_its_way(
    database: Database, kari: Person, clock: FakeClock, state: JobState
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        if state is S:
            service.mark(session, job.id, S, clock=clock)
        with pytest.raises(JobMovedOn):
            answers.settle(session, job, printed=False, by=kari, clock=clock)


def test_a_copy_asked_for_twice_by_one_operation_is_one_copy(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        service.mark(session, job.id, S, clock=clock)
        service.mark(session, job.id, P, clock=clock)
        first, again = (
            copies.reprint(session, job, by=kari, clock=clock, operation="op-1", wish=Wish(CopyReason.TORN))
            for _ in range(2)
        )
        assert (first.id, first.copy) == (again.id, 2)
        service.mark(session, first.id, S, clock=clock)
        service.mark(session, first.id, P, clock=clock)
        with pytest.raises(CopyNeedsCoordinator):
            copies.reprint(session, first, by=kari, clock=clock, operation="op-2", wish=Wish(CopyReason.LOST))
        coordinators = Wish(CopyReason.LOST, may_more=True)
        third = copies.reprint(session, first, by=kari, clock=clock, operation="op-2", wish=coordinators)
        assert third.copy == 3
        assert [step.reason for step in views.job_steps(session, third.id)] == [CopyReason.LOST]


def test_a_waiting_paper_can_be_taken_off_and_a_sent_one_cannot(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        waiting, sent = queued(session, kari, clock), queued(session, kari, clock)
        service.mark(session, sent.id, S, clock=clock)
        assert service.cancel(session, waiting, by=kari, clock=clock).state is C
        with pytest.raises(JobMovedOn):
            service.cancel(session, sent, by=kari, clock=clock)


def test_a_paper_taken_off_the_queue_is_wanted_after_all_and_comes_as_the_first(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        service.cancel(session, job, by=kari, clock=clock)
        assert views.job_row(session, job.id).taken_off_by == "Kari"
        clock.advance(timedelta(days=2).total_seconds())
        again = [copies.reprint(session, job, by=kari, clock=clock, operation="tap") for _ in range(2)]
        assert [(one.id, one.copy, one.state, one.trouble) for one in again] == [(job.id, 1, Q, None)] * 2
        # It waits from now on, and is not too old at once.
        assert not has_expired(job.kind, job.queued_at, clock.now())
        steps = views.job_steps(session, job.id)
    assert [(step.state, step.by) for step in steps] == [(Q, "Kari"), (C, "Kari"), (Q, "Kari")]


@pytest.mark.parametrize("trouble", [Trouble.EXPIRED, Trouble.TOO_WIDE, Trouble.UNREADABLE])
def test_so_does_one_that_failed_before_its_first_byte(
    database: Database, kari: Person, clock: FakeClock, trouble: Trouble
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        service.mark(session, job.id, F, trouble=trouble, clock=clock)
        again = copies.reprint(session, job, by=kari, clock=clock)
        assert (again.id, again.copy, again.state) == (job.id, 1, Q)


def test_what_was_taken_off_is_a_copy_once_another_paper_came_out(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        first, second = queued(session, kari, clock), queued(session, kari, clock)
        service.cancel(session, first, by=kari, clock=clock)
        service.mark(session, second.id, S, clock=clock)
        service.mark(session, second.id, P, clock=clock)
        with pytest.raises(CopyNeedsReason):
            copies.reprint(session, first, by=kari, clock=clock)
        again = copies.reprint(session, first, by=kari, clock=clock, wish=Wish(CopyReason.TORN))
        assert (again.id, again.copy) == (second.id + 1, 3)


def test_a_paper_that_nobody_has_is_no_first_paper_again(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        make_uncertain(session, job, clock)
        answers.settle(session, job, printed=False, by=kari, clock=clock)
        assert not views.job_row(session, job.id).never_sent
        # Its copy waits already, and one is enough.
        with pytest.raises(CopyOnItsWay):
            copies.reprint(session, job, by=kari, clock=clock)


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("out", [0, 1, 2, 3])
@pytest.mark.parametrize("may_more", [False, True])
def test_only_the_label_of_one_thing_is_counted(kind: PaperKind, out: int, *, may_more: bool) -> None:
    one_each = kind in {PaperKind.CRATE_LABEL, PaperKind.CONSIGNMENT_LABEL, PaperKind.PALLET_LABEL}
    wish = Wish(CopyReason.TORN, may_more=may_more)
    if one_each and out > 1 and not may_more:
        with pytest.raises(CopyNeedsCoordinator):
            require_copy(kind, out, wish)
    else:
        require_copy(kind, out, wish)
    if one_each and out:
        with pytest.raises(CopyNeedsReason):
            require_copy(kind, out, Wish(may_more=may_more))
    else:
        require_copy(kind, out, Wish(may_more=may_more))


def test_a_paper_of_the_demonstration_that_was_kept_off_says_so_and_can_be_printed(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        kept, taken = queued(session, kari, clock), queued(session, kari, clock, subject="370900000000000029")
        service.keep_off(session, kept)
        service.cancel(session, taken, by=kari, clock=clock)
        rows = [views.job_row(session, one.id) for one in (kept, taken)]
        assert [(row.kept_off, row.was_taken_off, row.taken_off_by) for row in rows] == [
            (True, False, ""), (False, True, "Kari"),
        ]  # fmt: skip
        assert [step.by for step in views.job_steps(session, kept.id)] == ["Kari", ""]
        assert copies.reprint(session, kept, by=kari, clock=clock).copy == 1


@pytest.mark.parametrize("ended", [C, F])
def test_the_label_of_what_became_void_is_not_printed_after_all(
    database: Database, kari: Person, clock: FakeClock, ended: JobState
) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        service.mark(session, job.id, ended, trouble=Trouble.EXPIRED, clock=clock)
        service.void_papers(session, job.subject, clock=clock)
        with pytest.raises(JobMovedOn):
            copies.reprint(session, job, by=kari, clock=clock)


def test_the_same_trouble_is_news_once(database: Database, kari: Person, clock: FakeClock) -> None:
    with database.write() as session:
        job = queued(session, kari, clock)
        said = [
            service.say_trouble(session, job.id, trouble, clock=clock)
            for trouble in (Trouble.AWAY, Trouble.AWAY, Trouble.PAPER_OUT)
        ]
        assert said == [True, False, True]
        assert views.job_row(session, job.id).trouble is Trouble.PAPER_OUT


def test_content_and_kind_must_agree(database: Database, kari: Person, clock: FakeClock) -> None:
    with database.write() as session, pytest.raises(ValueError, match="delivery_note"):
        service.queue(
            session,
            printer="labels",
            kind=PaperKind.CRATE_LABEL,
            subject="note:1",
            language=Language.NB,
            content=NOTE,
            by=kari,
            clock=clock,
        )


def test_a_job_that_is_not_there_is_not_found(database: Database, clock: FakeClock) -> None:
    with database.write() as session, pytest.raises(NotFound):
        service.mark(session, 404, S, clock=clock)


def test_the_board_puts_questions_first_and_names_papers_as_people_do(
    database: Database, kari: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        uncertain, waiting, ended = (queued(session, kari, clock) for _ in range(3))
        make_uncertain(session, uncertain, clock)
        service.cancel(session, ended, by=kari, clock=clock)
        board = views.jobs_board(session)
    assert [row.id for row in board.uncertain] == [uncertain.id]
    assert [row.id for row in board.waiting] == [waiting.id]
    assert [row.id for row in board.ended] == [ended.id]
    assert (board.waiting[0].name, board.waiting[0].detail) == ("Gulrot · 000 012", "Sørbø gård")
