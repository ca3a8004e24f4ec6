"""Events into facts: in order, once, and none dropped when the database says no."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

import pytest
from sqlalchemy.exc import OperationalError

from hub.devices.events import DeviceBack, DeviceLost, LiveState, LiveWeight, LoadSettled, MessageHeard
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Mass
from hub.worker.inbox import Inbox, StoredWeighing, Telling
from tests.support.wait import until

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def load(grams: int) -> LoadSettled:
    mass = Mass.grams(grams)
    return LoadSettled(
        device="goods_in",
        at=AT,
        gross=mass,
        tare=Mass(0),
        tare_kind="none",
        net=mass,
        shown=f"{grams} g",
        raw=b"S S",
        serial=None,
        alibi_number=None,
    )


def message(payload: bytes, topic: str = "cold/1") -> MessageHeard:
    return MessageHeard(topic=topic, payload=payload, retained=False, qos=1, at=AT)


@dataclass
class Board:
    """Keeps what was published."""

    told: list[tuple[str, dict[str, object], bool]] = field(default_factory=list)

    def __call__(self, topic: str, payload: object, *, retain: bool = False) -> None:
        assert isinstance(payload, dict)
        self.told.append((topic, payload, retain))

    def about(self, topic: str) -> list[dict[str, object]]:
        return [payload for where, payload, _ in list(self.told) if where == topic]


class Ledger:
    """Stands in for the database, and can be full or broken for a while."""

    def __init__(self) -> None:
        self.full = False
        self.broken_for: set[int] = set()
        self.weighings: list[int] = []
        self.messages: list[bytes] = []
        self.dropped: Counter[str] = Counter()
        self.dead: list[tuple[bytes, str]] = []
        self._lock = Lock()

    def weigh(self, settled: LoadSettled) -> StoredWeighing:
        self._refuse_when_full()
        if settled.net.milligrams in self.broken_for:
            raise KeyError(settled.net.milligrams)
        with self._lock:
            self.weighings.append(settled.net.milligrams)
            number = len(self.weighings)
        return StoredWeighing(
            id=number,
            number=number,
            scale=settled.device,
            net_mg=settled.net.milligrams,
            stood_mg=(settled.gross - settled.tare).milligrams,
            gross_mg=settled.gross.milligrams,
            at=settled.at,
        )

    def store(self, messages: Sequence[MessageHeard], dropped: Mapping[str, int]) -> list[Telling]:
        self._refuse_when_full()
        if any(heard.payload == b"poison" for heard in messages):
            raise ValueError("cannot be read")
        self.messages += [heard.payload for heard in messages]
        self.dropped.update(dropped)
        return [Telling("samlast/live/place/K1", {"temperature_mc": 3200})]

    def bury(self, heard: MessageHeard, why: str) -> None:
        self._refuse_when_full()
        self.dead.append((heard.payload, why))

    def _refuse_when_full(self) -> None:
        if self.full:
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def inbox(board: Board, ledger: Ledger) -> Iterator[Inbox]:
    running = Inbox(SystemClock(), board, weigh=ledger.weigh, store=ledger.store, bury=ledger.bury)
    running.start()
    yield running
    running.stop()


def test_a_settled_load_is_told_after_it_is_stored(inbox: Inbox, board: Board) -> None:
    inbox.post(load(10_450))
    told = until(lambda: board.about("samlast/live/weighing/goods_in"))
    assert told == [
        {
            "id": 1,
            "number": 1,
            "net_mg": 10_450_000,
            "stood_mg": 10_450_000,
            "gross_mg": 10_450_000,
            "at": "2026-11-23T06:00:00+00:00",
        }
    ]


def test_loads_wait_in_order_while_the_disk_is_full_and_the_screens_are_told(
    inbox: Inbox, board: Board, ledger: Ledger
) -> None:
    ledger.full = True
    for grams in (1, 2, 3):
        inbox.post(load(grams))
    state = until(lambda: board.about("samlast/state/inbox"))[0]
    assert state["state"] == "troubled"
    assert "disk is full" in str(state["why"])
    assert ledger.weighings == []
    ledger.full = False
    until(lambda: len(ledger.weighings) == 3)
    assert ledger.weighings == [1_000, 2_000, 3_000]
    until(lambda: board.about("samlast/state/inbox")[-1]["state"] == "well")


def test_a_load_that_cannot_be_stored_holds_up_no_other_and_stays_visible(
    inbox: Inbox, board: Board, ledger: Ledger
) -> None:
    ledger.broken_for = {2_000}
    for grams in (1, 2, 3):
        inbox.post(load(grams))
    until(lambda: len(ledger.weighings) == 2)
    assert ledger.weighings == [1_000, 3_000]
    state = until(lambda: board.about("samlast/state/inbox"))[-1]
    assert state["state"] == "troubled"
    assert inbox._loads.waiting == 1


def test_what_is_left_at_the_stop_is_written_to_the_log(
    board: Board, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.full = True
    running = Inbox(SystemClock(), board, weigh=ledger.weigh, store=ledger.store, bury=ledger.bury)
    running.start()
    running.post(load(7))
    until(lambda: board.about("samlast/state/inbox"))
    running.stop()
    lost = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert len(lost) == 1
    assert "b'S S'" in lost[0].getMessage()


def test_a_message_is_acknowledged_after_it_is_stored_and_not_before(
    inbox: Inbox, board: Board, ledger: Ledger
) -> None:
    order: list[str] = []
    ledger.full = True
    inbox.hear(message(b"3.2"), lambda: order.append(f"acknowledged with {len(ledger.messages)} stored"))
    until(lambda: board.about("samlast/state/inbox"))
    assert order == []
    ledger.full = False
    until(lambda: order)
    assert order == ["acknowledged with 1 stored"]
    until(lambda: board.about("samlast/live/place/K1"))


def test_one_poison_message_among_a_thousand_leaves_999_stored(inbox: Inbox, ledger: Ledger) -> None:
    acknowledged: list[int] = []

    def word_back(number: int) -> Callable[[], None]:
        return lambda: acknowledged.append(number)

    for number in range(1_000):
        inbox.hear(message(b"poison" if number == 500 else str(number).encode()), word_back(number))
    until(lambda: len(acknowledged) == 1_000)
    assert ledger.messages == [str(number).encode() for number in range(1_000) if number != 500]
    assert acknowledged == list(range(1_000))
    assert ledger.dead == [(b"poison", "ValueError: cannot be read")]


def test_a_long_backlog_of_one_sensor_gives_way_to_the_others_and_keeps_its_order(
    inbox: Inbox, ledger: Ledger
) -> None:
    ledger.full = True
    mad = [b"mad %d" % number for number in range(3_000)]
    for payload in mad:
        inbox.hear(message(payload, "mad"), lambda: None)
    for number in range(20):
        inbox.hear(message(b"well", f"cold/{number}"), lambda: None)
    ledger.full = False
    until(lambda: len(ledger.messages) == 3_020)
    # What was tried while the database was full is tried again first; then each twentieth part of the backlog lets others pass.
    assert max(at for at, payload in enumerate(ledger.messages) if payload == b"well") < 500
    assert [payload for payload in ledger.messages if payload != b"well"] == mad


def test_births_and_data_of_a_sparkplug_node_stay_in_order(inbox: Inbox, ledger: Ledger) -> None:
    ledger.full = True
    said = [(b"%d" % number, "NBIRTH" if number % 250 == 0 else "NDATA") for number in range(1_000)]
    for payload, kind in said:
        inbox.hear(message(payload, f"spBv1.0/house/{kind}/edge"), lambda: None)
    ledger.full = False
    until(lambda: len(ledger.messages) == 1_000)
    assert ledger.messages == [payload for payload, _ in said]


def test_lost_and_back_are_retained_states(inbox: Inbox, board: Board) -> None:
    inbox.post(DeviceLost("goods_in", AT, "no answer"))
    inbox.post(DeviceBack("goods_in", AT))
    until(lambda: len(board.told) == 2)
    assert board.told == [
        (
            "samlast/state/goods_in",
            {"state": "lost", "why": "no answer", "at": "2026-11-23T06:00:00+00:00"},
            True,
        ),
        ("samlast/state/goods_in", {"state": "back", "why": "", "at": "2026-11-23T06:00:00+00:00"}, True),
    ]


def test_a_flood_of_live_values_never_delays_a_load(inbox: Inbox, board: Board, ledger: Ledger) -> None:
    for number in range(5_000):
        inbox.post(LiveWeight("goods_in", AT, LiveState.MOVING, Mass(number), str(number)))
    inbox.post(load(5))
    until(lambda: ledger.weighings, within_s=2)
    until(lambda: board.about("samlast/live/scale/goods_in")[-1]["mass_mg"] == 4_999)
    assert len(board.about("samlast/live/scale/goods_in")) < 100
