"""The spool with real printers on real lines: what is printed once, what waits, and what only a person may decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from sqlalchemy import select

from firmware_sim.printer import PrinterDevice
from hub.devices.drivers.printer import NotSent
from hub.devices.events import MessageHeard
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.kernel.clock import SystemClock
from hub.labels import answers, copies, service, views
from hub.labels.content import PaperKind
from hub.labels.dialects.head import Head
from hub.labels.records import PrintJob
from hub.labels.rules import JobMovedOn, JobState, NothingToAnswer, Proof, Trouble
from hub.people.records import Person
from hub.storage.database import Database
from hub.worker.printing import Station
from hub.worker.runner import obey
from hub.worker.spool import Spool
from tests.support.clock import FakeClock
from tests.support.labels_factory import CARROTS
from tests.support.print_jobs import is_in, proof_of, queued, state_of
from tests.support.printers import driver_to, running_printer
from tests.support.wait import until
from tests.support.web import make_house

CLOCK = SystemClock()
CARROTS_TOO = "370900000000000029"
Said = list[tuple[str, Mapping[str, object]]]


class Bus:
    """Keeps what the spool publishes, in order."""

    def __init__(self) -> None:
        self.said: Said = []
        self.retained: set[str] = set()

    def __call__(self, topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
        self.said.append((topic, dict(payload)))
        self.retained |= {topic} if retain else set()

    def states(self, printer: str) -> list[tuple[object, object]]:
        """Without the first word of every start, that the printer is looked for."""
        return [said for said in self.every_state(printer) if said != ("sought", "")]

    def every_state(self, printer: str) -> list[tuple[object, object]]:
        return [(one["state"], one["why"]) for topic, one in self.said if topic == f"samlast/state/{printer}"]

    def jobs(self, printer: str) -> list[tuple[object, object]]:
        return [
            (one["state"], one["trouble"])
            for topic, one in self.said
            if topic == f"samlast/live/job/{printer}"
        ]


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def printer() -> Iterator[PrinterDevice]:
    with running_printer() as device:
        yield device


@contextmanager
def running_spool(database: Database, bus: Bus, *devices: PrinterDevice) -> Iterator[Spool]:
    stations = [Station(device.spec.name, Head(), driver_to(device, proof_s=1.0)) for device in devices]
    spool = Spool(make_house(database, CLOCK), bus, stations)
    spool.start()
    try:
        yield spool
    finally:
        spool.stop()


def queue(database: Database, kari: Person, printer: str = "labels", subject: str = CARROTS.sscc) -> int:
    with database.write() as session:
        return queued(session, kari, CLOCK, printer, subject).id


def test_a_queued_paper_comes_out_once_and_the_screens_hear_of_it(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    with running_spool(database, bus, printer) as spool:
        job = queue(database, kari)
        spool.wake()
        until(is_in(database, job, JobState.PRINTED), what="the paper")
    assert len(printer.papers) == 1
    assert proof_of(database, job) is Proof.PROCESS_ID
    assert bus.jobs("labels") == [("sending", None), ("printed", None)]
    assert bus.states("labels") == [("back", "")]
    assert bus.retained == {"samlast/state/labels"}


def test_nobody_needs_to_wake_it(database: Database, bus: Bus, kari: Person, printer: PrinterDevice) -> None:
    with running_spool(database, bus, printer):
        job = queue(database, kari)
        until(is_in(database, job, JobState.PRINTED), what="the paper")


def test_a_paper_waits_for_a_roll_with_the_reason_and_then_comes_out_once(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    printer.set_paper("out")
    with running_spool(database, bus, printer):
        job = queue(database, kari)
        until(is_in(database, job, JobState.QUEUED, Trouble.PAPER_OUT), what="the reason")
        assert len(printer.papers) == 0
        printer.set_paper("ok")
        until(is_in(database, job, JobState.PRINTED), what="the paper")
    assert len(printer.papers) == 1
    assert bus.jobs("labels").count(("queued", "paper_out")) == 1


def test_a_printer_that_is_away_is_lost_once_and_back_once_and_the_others_print_on(
    database: Database, bus: Bus, kari: Person
) -> None:
    with ExitStack() as stack:
        labels, notes = (stack.enter_context(running_printer(name)) for name in ("labels", "notes"))
        labels.fault("cable_pulled", on=True)
        until(lambda: driver_to(labels).trouble() is not None, what="the pulled cable")
        with running_spool(database, bus, labels, notes):
            waiting, printed = queue(database, kari), queue(database, kari, "notes")
            until(is_in(database, printed, JobState.PRINTED), what="the other printer's paper")
            until(lambda: state_of(database, waiting)[1] is not None, what="the reason")
            assert state_of(database, waiting)[0] is JobState.QUEUED
            labels.fault("cable_pulled", on=False)
            until(is_in(database, waiting, JobState.PRINTED), within_s=20, what="the paper after the cable")
        assert [state for state, _ in bus.states("labels")] == ["lost", "back"]
        assert len(labels.papers) == 1


class SilentDriver:
    """A printer that nobody reaches; it counts how often it was looked for."""

    def __init__(self) -> None:
        self.looks = 0

    def trouble(self) -> PrinterTrouble:
        self.looks += 1
        return PrinterTrouble.AWAY

    def has_looked(self, times: int) -> bool:
        return self.looks >= times

    def print_paper(self, *_: object, **__: object) -> NotSent:
        raise AssertionError("nothing is queued")


def test_a_printer_that_was_not_reached_since_the_start_is_looked_for_before_it_is_called_lost(
    database: Database, bus: Bus
) -> None:
    driver, clock = SilentDriver(), FakeClock()
    spool = Spool(make_house(database, clock), bus, [Station("labels", Head(), driver)])
    spool.start()
    try:
        for looks in (1, 2, 3):
            until(partial(driver.has_looked, looks), what="a look")
            assert bus.every_state("labels") == [("sought", "")]
            clock.advance(seconds=2)
        clock.advance(seconds=60)
        until(lambda: bus.states("labels"), what="the word that it is lost")
    finally:
        spool.stop()
    assert bus.every_state("labels") == [("sought", ""), ("lost", "away")]


def test_a_printer_that_hangs_up_in_the_middle_leaves_a_question_and_sends_nothing_again(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    with running_spool(database, bus, printer):
        # The spool's look at an idle printer asks its questions too: wait until it has.
        until(lambda: bus.states("labels"), what="the first look")
        printer.drop_after(12 + 400)
        job, after = queue(database, kari), queue(database, kari)
        until(is_in(database, job, JobState.UNCERTAIN, Trouble.BROKE_OFF), what="the question")
        until(is_in(database, after, JobState.PRINTED), what="the next paper")
        assert state_of(database, job) == (JobState.UNCERTAIN, Trouble.BROKE_OFF)
        assert proof_of(database, job) is None
    with database.read() as session:
        assert len(session.scalars(select(PrintJob)).all()) == 2


@pytest.mark.parametrize("restarted", [False, True], ids=["the same hub", "started anew"])
def test_the_label_after_a_torn_off_one_stands_alone_on_its_piece_of_the_strip(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice, *, restarted: bool
) -> None:
    with running_printer("clean") as clean, running_spool(database, bus, clean):
        alone = queue(database, kari, "clean", "370900000000000036")
        until(is_in(database, alone, JobState.PRINTED), what="a label on a clean strip")
        expected = clean.papers[-1]
    with ExitStack() as hub:
        hub.enter_context(running_spool(database, bus, printer))
        until(lambda: bus.states("labels"), what="the first look")
        printer.drop_after(12 + 400)
        broken = queue(database, kari)
        until(is_in(database, broken, JobState.UNCERTAIN, Trouble.BROKE_OFF), what="the question")
        if restarted:
            hub.close()
            hub.enter_context(running_spool(database, bus, printer))
        jobs = [queue(database, kari, subject=CARROTS_TOO) for _ in range(2)]
        until(is_in(database, jobs[1], JobState.PRINTED), what="the next papers")
    rest, after, _last = printer.papers
    # The rest of the torn one is a piece of its own with no code on it, and the next label is like one on a clean strip.
    assert rest.codes == ()
    assert (after.codes, after.record["text"]) == (expected.codes, expected.record["text"])
    assert after.png == expected.png
    assert len(printer.papers) == 3


def test_a_job_that_was_under_way_when_the_hub_died_becomes_a_question_and_never_a_second_paper(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    job = queue(database, kari)
    with database.write() as session:
        service.claim_next(session, "labels", clock=CLOCK)
    with running_spool(database, bus, printer):
        after = queue(database, kari)
        until(is_in(database, after, JobState.PRINTED), what="the next paper")
    assert state_of(database, job) == (JobState.UNCERTAIN, Trouble.HUB_STOPPED)
    assert len(printer.papers) == 1


def test_a_job_is_sending_in_the_database_before_its_first_byte_leaves(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    job = queue(database, kari)
    seen: list[tuple[JobState, Trouble | None]] = []
    receive = printer.receive

    def watching(chunk: bytes) -> bytes:
        # DLE begins a question; anything else is the paper.
        if not chunk.startswith(b"\x10"):
            seen.append(state_of(database, job))
        return receive(chunk)

    printer.receive = watching  # type: ignore[method-assign]
    with running_spool(database, bus, printer):
        until(is_in(database, job, JobState.PRINTED), what="the paper")
    assert seen
    assert set(seen) == {(JobState.SENDING, None)}


def test_a_stop_in_the_middle_of_a_paper_leaves_a_question(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    with running_spool(database, bus, printer):
        until(lambda: bus.states("labels"), what="the first look")
        receive = printer.receive
        standing = Event()

        def opened_by_the_first_byte(chunk: bytes) -> bytes:
            if not chunk.startswith(b"\x10") and not standing.is_set():
                printer.set_cover("open")
                standing.set()
            return receive(chunk)

        printer.receive = opened_by_the_first_byte  # type: ignore[method-assign]
        job = queue(database, kari)
        until(is_in(database, job, JobState.SENDING, Trouble.COVER_OPEN), what="the printer standing still")
    assert state_of(database, job) == (JobState.UNCERTAIN, Trouble.COVER_OPEN)
    assert proof_of(database, job) is Proof.BYTES


def test_content_that_cannot_be_drawn_fails_and_the_next_paper_comes_out(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    broken = queue(database, kari)
    with database.write() as session:
        session.get_one(PrintJob, broken).content = {"sscc": "nonsense"}
    with running_spool(database, bus, printer):
        after = queue(database, kari)
        until(is_in(database, after, JobState.PRINTED), what="the next paper")
    assert state_of(database, broken) == (JobState.FAILED, Trouble.UNREADABLE)


def test_a_paper_for_a_printer_that_nobody_declared_says_so(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    stray = queue(database, kari, "attic")
    with running_spool(database, bus, printer):
        pass
    assert state_of(database, stray) == (JobState.QUEUED, Trouble.UNKNOWN_PRINTER)


def test_ten_papers_come_out_in_order(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    jobs = [queue(database, kari) for _ in range(10)]
    with running_spool(database, bus, printer):
        until(is_in(database, jobs[-1], JobState.PRINTED), within_s=30, what="the last paper")
    copies = [[line for line in paper.record["text"] if "KOPI" in line] for paper in printer.papers]  # type: ignore[attr-defined]
    assert [found[0].strip() if found else "" for found in copies] == [""] + [
        f"KOPI {n}" for n in range(2, 11)
    ]


def test_yesterdays_label_does_not_come_out_when_paper_is_loaded(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    yesterday = FakeClock(CLOCK.now() - timedelta(hours=13))
    with database.write() as session:
        job = queued(session, kari, yesterday).id
    with running_spool(database, bus, printer):
        until(is_in(database, job, JobState.FAILED, Trouble.EXPIRED), what="the word that it is too old")
        today = queue(database, kari)
        until(is_in(database, today, JobState.PRINTED), what="the new paper")
    assert len(printer.papers) == 1


def test_a_queue_moved_to_another_printer_comes_out_there(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    printer.set_paper("out")
    with running_printer("other") as other, running_spool(database, bus, printer, other) as spool:
        jobs = [queue(database, kari) for _ in range(2)]
        until(is_in(database, jobs[0], JobState.QUEUED, Trouble.PAPER_OUT), what="the trouble")
        with database.write() as session:
            moved = service.move_queue(
                session, "labels", "other", kinds=(PaperKind.CRATE_LABEL,), by=kari, clock=CLOCK
            )
        spool.wake("other")
        until(lambda: all(state_of(database, one)[0] is JobState.PRINTED for one in jobs), what="both papers")
    assert moved == 2
    assert (len(printer.papers), len(other.papers)) == (0, 2)
    with database.read() as session:
        steps = [(step.state, step.trouble) for step in views.job_steps(session, jobs[0])]
    assert (JobState.QUEUED, Trouble.MOVED) in steps


def test_a_printer_that_looked_before_the_move_prints_nothing(database: Database, kari: Person) -> None:
    job = queue(database, kari)
    with database.write() as session:
        service.move_queue(session, "labels", "other", kinds=(PaperKind.CRATE_LABEL,), by=kari, clock=CLOCK)
    with database.write() as session, pytest.raises(JobMovedOn):
        service.mark(session, job, JobState.SENDING, clock=CLOCK, printer="labels")


def test_a_commit_that_queued_a_paper_names_its_printer_and_a_rollback_does_not(
    database: Database, kari: Person
) -> None:
    heard: list[set[str]] = []
    database.after_commit(lambda notes: heard.append(set(notes.get(service.WAITED_FOR, ()))))
    queue(database, kari, "notes")

    def break_off() -> None:
        with database.write() as session:
            queued(session, kari, CLOCK)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with database.write():
        pass
    assert heard == [{"notes"}, set()]


def test_an_uncertain_label_is_settled_by_scanning_it(database: Database, kari: Person) -> None:
    subject = ("cage:none", f"crate:{CARROTS.sscc}")
    job = queue(database, kari)
    with database.write() as session:
        with pytest.raises(NothingToAnswer):
            answers.settle_scanned(session, subject, by=kari, clock=CLOCK)
        service.mark(session, job, JobState.SENDING, clock=CLOCK)
        service.mark(session, job, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=CLOCK)
        scanned = [answers.settle_scanned(session, subject, by=kari, clock=CLOCK) for _ in range(2)]
        assert [(one.job.id, one.was_known) for one in scanned] == [(job, False), (job, True)]
    assert state_of(database, job) == (JobState.PRINTED, None)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (JobState.SENDING,),
        (JobState.SENDING, JobState.UNCERTAIN),
        (JobState.SENDING, JobState.PRINTED),
    ],
)
def test_a_paper_whose_label_became_void_is_void_wherever_it_is(
    database: Database, kari: Person, steps: tuple[JobState, ...]
) -> None:
    job = queue(database, kari)
    with database.write() as session:
        for step in steps:
            service.mark(session, job, step, clock=CLOCK)
        service.void_papers(session, f"crate:{CARROTS.sscc}", clock=CLOCK, by=kari)
    assert state_of(database, job) == (JobState.VOIDED, Trouble.VOIDED)
    with database.write() as session, pytest.raises(JobMovedOn):
        copies.reprint(session, session.get_one(PrintJob, job), by=kari, clock=CLOCK)


def test_a_label_that_becomes_void_while_it_leaves_stays_void_when_it_is_out(
    database: Database, bus: Bus, kari: Person, printer: PrinterDevice
) -> None:
    with running_spool(database, bus, printer):
        until(lambda: bus.states("labels"), what="the first look")
        receive = printer.receive

        def voided_by_the_first_byte(chunk: bytes) -> bytes:
            if not chunk.startswith(b"\x10"):
                with database.write() as session:
                    service.void_papers(session, f"crate:{CARROTS.sscc}", clock=CLOCK)
                printer.receive = receive  # type: ignore[method-assign]
            return receive(chunk)

        printer.receive = voided_by_the_first_byte  # type: ignore[method-assign]
        job = queue(database, kari)
        until(lambda: len(printer.papers) == 1, what="the paper")
        after = queue(database, kari)
        until(is_in(database, after, JobState.PRINTED), what="the next paper")
    assert state_of(database, job) == (JobState.VOIDED, Trouble.VOIDED)


def test_a_word_over_the_broker_wakes_that_printer_only() -> None:
    woken: list[str] = []
    for topic in ("samlast/command/printer/labels", "samlast/command/scale/goods_in", "samlast/state/hub"):
        obey(MessageHeard(topic, b"{}", retained=False, qos=1, at=CLOCK.now()), {}, woken.append)
    assert woken == ["labels"]
