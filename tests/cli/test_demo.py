"""The demonstration: every kind of line in it on any day of the week, nothing forged, and no other database ever touched."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub.catalogue.records import Article, Category, CrateType, Kitchen, KitchenKind, Producer, Product
from hub.cli.demo import build
from hub.cli.demo_aside import MARK, set_aside_if_of_another_version
from hub.cli.demo_files import read_demo_files
from hub.cli.demo_setup import turn_of
from hub.coldchain.message_log import message_of
from hub.coldchain.records import Reading
from hub.coldchain.views import room_period
from hub.delivery.records import Delivery
from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.labels.records import JobState, PrintJob
from hub.labels.rules import Trouble
from hub.orders import views
from hub.orders.records import LineEvent, LineEventKind, LineState, Order, OrderLine
from hub.people import audit
from hub.planning.records import CollectionRule
from hub.receiving.day_sheets import content_of, unsigned_days
from hub.receiving.goods_records import ProvenanceTold
from hub.receiving.provenance import step_of
from hub.receiving.records import DaySheet, Weighing
from hub.receiving.verify_sheets import weighings_and_sheets
from hub.settings import Settings, load
from hub.stock import verify
from hub.stock.records import Crate, Lot, WeightKind
from hub.storage.database import Database, sqlite_url
from hub.storage.numbers import next_number
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.config_folder import PROJECT_CONFIG
from tests.support.demo import SAID
from tests.support.hub_process import hub_command
from tests.support.orders_factory import OSLO
from tests.support.shared import Shared
from tests.support.web import make_house

EVERY_DEMO_STATE = {
    LineState.ORDERED,
    LineState.CONFIRMED,
    LineState.REFUSED,
    LineState.RECEIVED,
    LineState.PICKED,
    LineState.DELIVERED,
    LineState.ACCEPTED,
    LineState.CLAIMED,
}


MOMENTS = (
    "2026-11-23T06:00+00:00",  # a Monday, goods come in
    "2026-11-24T14:00+00:00",  # a Tuesday: the week is turned
    "2026-11-26T22:30+00:00",  # late on a Thursday, with a delivery of the day
    "2026-03-29T00:30+00:00",  # Sunday, half an hour before the clocks change
)


@pytest.fixture(scope="session")
def built(sqlite_template: Path, shared: Shared) -> Callable[[str], Path]:
    """The demonstration as set up at a moment, which takes seconds: made once for all tests that look at it."""

    def build_at(moment: str) -> Path:
        def make(folder: Path) -> None:
            shutil.copyfile(sqlite_template, folder / "hub.db")
            database = Database(sqlite_url(folder / "hub.db"))
            clock = FakeClock(datetime.fromisoformat(moment).astimezone(UTC))
            with database.write() as session:
                build(session, make_house(database, clock), read_demo_files(PROJECT_CONFIG))
            database.close()

        return shared.once(f"demo-{MOMENTS.index(moment)}", make) / "hub.db"

    return build_at


@pytest.fixture(params=MOMENTS)
def house(request: pytest.FixtureRequest, built: Callable[[str], Path], tmp_path: Path) -> Iterator[House]:
    """A house with the demonstration, to look at, at different moments of the week."""
    shutil.copyfile(built(request.param), tmp_path / "hub.db")
    database = Database(sqlite_url(tmp_path / "hub.db"))
    yield make_house(database, FakeClock(datetime.fromisoformat(request.param).astimezone(UTC)))
    database.close()


def test_whatever_the_day_the_demo_shows_every_kind_of_line_and_forges_nothing(house: House) -> None:
    now = house.clock.now()
    with house.database.read() as session:
        states = Counter(session.scalars(select(OrderLine.state)))
        assert set(states) >= EVERY_DEMO_STATE
        silent = views.overdue(session, now, OSLO)
        assert any(view.line.state is LineState.ORDERED for view in silent)
        cuts = select(func.count()).where(LineEvent.kind == LineEventKind.CUT)
        assert (session.scalar(cuts) or 0) > 0
        # Nothing pretends to come from a scale, from a kitchen, or from tomorrow.
        assert session.scalar(select(func.count()).select_from(Weighing)) == 0
        assert set(session.scalars(select(Crate.weight_kind))) <= {WeightKind.TYPED, WeightKind.CALCULATED}
        assert set(session.scalars(select(Order.made_up))) == {True}
        assert all(delivery.note["made_up"] for delivery in session.scalars(select(Delivery)))
        latest = session.scalar(select(func.max(LineEvent.at)))
        assert latest is not None
        assert latest <= now
        # No paper of it is left for a printer.
        assert set(session.scalars(select(PrintJob.state))) <= {JobState.CANCELLED, JobState.VOIDED}
        kept_off = select(PrintJob.trouble).where(PrintJob.state == JobState.CANCELLED)
        assert set(session.scalars(kept_off)) == {Trouble.KEPT_OFF}
        assert verify.conservation(session) == []
        assert audit.verify(session) == []
        # The past days are signed, all but the last unless it is the only one, and every sheet says that it is made up.
        sheets = [content_of(sheet).day for sheet in session.scalars(select(DaySheet))]
        assert sheets
        assert all(day.made_up and day.typed and not day.scales for day in sheets)
        yesterday = now.astimezone(OSLO).date() - timedelta(days=1)
        assert len(unsigned_days(session, yesterday - timedelta(days=30), yesterday, OSLO)) <= 1
        assert weighings_and_sheets(session) == []


def test_goods_come_in_on_the_day_of_the_demo(house: House) -> None:
    today = house.clock.now().astimezone(OSLO).date()
    with house.database.read() as session:
        days = set(session.scalars(select(CollectionRule.weekday)))
        waiting = session.scalar(
            select(func.count()).where(OrderLine.collect_on == today, OrderLine.state == LineState.CONFIRMED)
        )

    assert today.weekday() in days
    assert (waiting or 0) > 0  # the dock has work left


def test_lots_of_meat_and_fish_say_where_they_come_from_and_some_are_left_to_be_asked(house: House) -> None:
    today = house.clock.now().astimezone(OSLO).date()
    with house.database.read() as session:
        lots = list(session.scalars(select(Lot)))
        told = {
            (one.article_id, one.collected_on): one.facts for one in session.scalars(select(ProvenanceTold))
        }
        at_the_dock = session.scalars(
            select(Article)
            .join(OrderLine, OrderLine.article_id == Article.id)
            .where(OrderLine.collect_on == today, OrderLine.state == LineState.CONFIRMED)
            .distinct()
        )
        asked = [
            one for one in at_the_dock if step_of(session, one, today, today=today, country="NO").missing
        ]

    assert {lot.article.product.category for lot in lots if lot.provenance} >= {Category.FISH, Category.MEAT}
    assert any(lot.provenance.frozen_on for lot in lots if lot.provenance)
    assert any(lot.provenance.gear for lot in lots if lot.provenance)
    assert all(lot.provenance == told.get((lot.article_id, lot.collected_on)) for lot in lots)
    # Whatever could be taken for somebody's number or name says what it is.
    named = [
        name
        for facts in told.values()
        for name in (facts.reference, facts.slaughterhouse, facts.cutting_plant, facts.vessel)
        if name
    ]
    assert named
    assert all(name.upper().startswith("DEMO") for name in named)
    assert asked


def test_rooms_have_a_day_and_a_half_of_readings_with_one_open_door(house: House) -> None:
    with house.database.read() as session:
        readings = list(session.scalars(select(Reading.temperature).where(Reading.probe_id == 1)))
        (message,) = set(session.scalars(select(Reading.message_id)))
        told = message_of(session, message or 0)

    assert len(readings) == 431
    warm = [one for one in readings if one is not None and one > Temperature.celsius("8")]
    assert 5 <= len(warm) <= 12
    # All of them lead back to one message, which says that they are made up.
    assert told is not None
    assert "demo" in told.topic + told.payload.decode()


def test_crates_stood_in_the_room_while_its_door_was_open(house: House) -> None:
    now = house.clock.now()
    with house.database.read() as session:
        room = room_period(
            session, "COLD-1", now=now, since=now - timedelta(hours=36), day_begins=now - timedelta(hours=12)
        )

    assert room.excursions
    assert all(excursion.crates for excursion in room.excursions)


@pytest.mark.parametrize(
    ("today", "turned_by"),
    [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 24), 6),
        (date(2026, 11, 25), 0),
        (date(2026, 11, 26), 0),
        (date(2026, 11, 27), 2),
        (date(2026, 11, 28), 3),
        (date(2026, 11, 29), 4),
    ],
)
def test_the_week_is_turned_only_when_nothing_would_come_in(today: date, turned_by: int) -> None:
    assert turn_of([0, 2, 3], today) == turned_by
    assert today.weekday() in {(day + turned_by) % 7 for day in (0, 2, 3)}


@pytest.fixture
def demo_data(demo_folder: Path, tmp_path: Path) -> Path:
    """What `hub demo` left in a fresh data folder."""
    return Path(shutil.copytree(demo_folder, tmp_path / "demo"))


def test_the_demo_says_what_is_in_it_and_who_may_log_in(demo_folder: Path) -> None:
    said = (demo_folder / SAID).read_text(encoding="utf-8")
    assert "kitchen.lonnas" in said
    assert "DEMO-BADGE-1, PIN 4711" in said
    assert "10 kjøkken, 9 produsenter" in said


def orders_in(folder: Path) -> list[tuple[int, str]]:
    database = sqlite3.connect(folder / "hub.db")
    rows = database.execute("SELECT number, operation FROM kitchen_order ORDER BY number").fetchall()
    database.close()
    return [(int(number), str(operation)) for number, operation in rows]


def test_a_second_run_changes_nothing_and_says_so(demo_data: Path) -> None:
    before = orders_in(demo_data)
    said = hub_command("--config", PROJECT_CONFIG, "--data", demo_data, "demo")

    assert said.returncode == 0
    assert "Demoen står der allerede" in said.stdout
    assert orders_in(demo_data) == before


def test_quiet_says_nothing_and_log_ins_need_no_database(demo_data: Path, tmp_path: Path) -> None:
    quiet = hub_command("--config", PROJECT_CONFIG, "--data", demo_data, "demo", "--quiet")
    told = hub_command("--config", PROJECT_CONFIG, "--data", tmp_path / "nothing", "demo", "--log-ins")

    assert (quiet.returncode, quiet.stdout) == (0, "")
    assert "producer.roots" in told.stdout
    assert not (tmp_path / "nothing").exists()


def test_the_steps_are_told_once_and_only_where_there_is_something_to_load(
    demo_data: Path, tmp_path: Path
) -> None:
    first = hub_command(
        "--config", PROJECT_CONFIG, "--data", tmp_path / "new", "demo", "--steps", "--language", "sv"
    )
    again = hub_command("--config", PROJECT_CONFIG, "--data", demo_data, "demo", "--steps")

    assert first.stdout == "Laddar den påhittade kooperationen (några sekunder, bara första gången) …\n"
    assert (again.returncode, again.stdout) == (0, "")


def test_reset_begins_anew(tmp_path: Path, demo_data: Path) -> None:
    (tmp_path / "hub.db").write_bytes((demo_data / "hub.db").read_bytes())
    database = sqlite3.connect(tmp_path / "hub.db")
    database.execute("UPDATE kitchen_order SET note = 'changed'")
    database.commit()
    database.close()
    said = hub_command("--config", PROJECT_CONFIG, "--data", tmp_path, "demo", "--reset", "--quiet")

    assert said.returncode == 0, said.stderr
    database = sqlite3.connect(tmp_path / "hub.db")
    assert database.execute("SELECT COUNT(*) FROM kitchen_order WHERE note = 'changed'").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize("option", [(), ("--reset",)])
def test_a_database_of_real_people_is_never_touched(
    tmp_path: Path, demo_data: Path, option: tuple[str, ...]
) -> None:
    (tmp_path / "hub.db").write_bytes((demo_data / "hub.db").read_bytes())
    database = sqlite3.connect(tmp_path / "hub.db")
    database.execute("DELETE FROM series WHERE name = 'demo'")
    database.commit()
    database.close()
    before = orders_in(tmp_path)
    said = hub_command("--config", PROJECT_CONFIG, "--data", tmp_path, "demo", *option)

    assert said.returncode == 2
    assert "er ikke en demo" in said.stderr
    assert orders_in(tmp_path) == before


def test_the_cooperative_has_the_shape_of_the_pilot(demo_data: Path) -> None:
    database = Database(sqlite_url(demo_data / "hub.db"))
    with database.read() as session:
        kitchens = list(session.scalars(select(Kitchen)))
        producers = list(session.scalars(select(Producer)))
        articles = list(session.scalars(select(Article)))
        products = list(session.scalars(select(Product)))
        crate_types = list(session.scalars(select(CrateType)))
    database.close()

    assert {kitchen.municipality for kitchen in kitchens} == {"Bærum", "Asker", "Drammen", "Kongsberg"}
    assert "Lønnås barnehage" in {kitchen.name for kitchen in kitchens}
    assert Counter(kitchen.kind for kitchen in kitchens) == {
        KitchenKind.NURSERY: 5,
        KitchenKind.SCHOOL: 4,
        KitchenKind.CANTEEN: 1,
    }
    assert all(kitchen.register for kitchen in kitchens)
    assert len(producers) == 9
    assert all("(demo)" in producer.name for producer in producers)
    assert len(products) >= 40
    assert {article.grade.value for article in articles} >= {
        "unwashed",
        "washed",
        "peeled",
        "diced",
        "frozen",
    }
    assert {product.fao_code for product in products if product.category is Category.FISH} == {"COD", "TRR"}
    assert all("demo" in crate_type.name.en for crate_type in crate_types)
    assert len(crate_types) >= 5


def test_a_demo_of_another_version_is_kept_beside_and_a_new_one_begun(
    sqlite_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, path = _a_file_of_old(sqlite_template, tmp_path, "0001_of_old")
    database = Database(settings.database.url)
    with database.write() as session:
        next_number(session, MARK)
    database.close()
    set_aside_if_of_another_version(settings, Language.EN)
    assert f"kept as {path.with_name('hub-0001_of_old.db')}" in capsys.readouterr().out
    assert [one.name for one in path.parent.glob("*.db")] == ["hub-0001_of_old.db"]


def test_a_database_of_another_version_that_is_no_demo_is_left_where_it_is(
    sqlite_template: Path, tmp_path: Path
) -> None:
    settings, path = _a_file_of_old(sqlite_template, tmp_path, "0007")
    set_aside_if_of_another_version(settings, Language.EN)
    assert path.exists()
    said = hub_command("--config", PROJECT_CONFIG, "--data", path.parent, "demo", "--language", "en")
    assert said.returncode != 0
    assert [one.name for one in path.parent.glob("*.db")] == ["hub.db"]


def _a_file_of_old(template: Path, tmp_path: Path, revision: str) -> tuple[Settings, Path]:
    path = tmp_path / "data" / "hub.db"
    path.parent.mkdir()
    shutil.copyfile(template, path)
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    file.close()
    return load(PROJECT_CONFIG, {"SAMLAST_DATA": str(path.parent)}), path
