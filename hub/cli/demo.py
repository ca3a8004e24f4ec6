"""`hub demo`: a made-up cooperative in an empty database, with log-ins for every role. Run again, it changes nothing.

A database is a demo when it carries the demo's mark, written in the same transaction as the rest; no other one is ever emptied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Kitchen, Producer
from hub.cli import Place
from hub.cli.commands import Command
from hub.cli.demo_aside import MARK, set_aside_if_of_another_version
from hub.cli.demo_files import DemoFiles, read_demo_files
from hub.cli.demo_rooms import furnish_rooms
from hub.cli.demo_setup import set_up
from hub.cli.demo_steps import Told, nobody, telling
from hub.cli.demo_story import tell
from hub.cli.log_lines import start_logging
from hub.cli.migrate import bring, shown_url
from hub.cli.one_process import only_process
from hub.cli.texts import text
from hub.delivery.note import NotesDesk
from hub.kernel.errors import HubError
from hub.kernel.words import Language
from hub.labels.content import Party
from hub.migrations import steps
from hub.orders.records import Order
from hub.people.records import Person
from hub.planning.plan import Rhythm
from hub.receiving.rules import Tolerance
from hub.settings import Settings
from hub.stock.papers import Desk
from hub.storage.database import Database
from hub.storage.numbers import Series, next_number
from hub.wiring import House, open_house


class NotADemo(HubError):
    """There are people in this database, and it does not carry the demo's mark."""

    code = "not_a_demo"


@click.command(cls=Command)
@click.option("--reset", is_flag=True)
@click.option("--log-ins", is_flag=True)
@click.option(
    "--steps",
    "only_steps",
    is_flag=True,
)
@click.option("--quiet", is_flag=True)
@click.option(
    "--language",
    type=click.Choice([one.value for one in Language]),
)
@click.pass_obj
def demo(
    place: Place, *, reset: bool, log_ins: bool, only_steps: bool, quiet: bool, language: str | None
) -> None:
    settings = place.settings()
    files = read_demo_files(place.config_dir)
    spoken = Language(language) if language else settings.hub.language
    if not log_ins:
        start_logging(settings.log.level)
        told = nobody if quiet else telling(text(spoken, "demo_loading"))
        with only_process(settings, "hub demo"):
            set_aside_if_of_another_version(settings, spoken)
            says = _set_up_once(open_house(settings), files, spoken, told, reset=reset)
        if not (quiet or only_steps):
            click.echo(says)
    if not (quiet or only_steps):
        _say_log_ins(files, spoken)


def _set_up_once(house: House, files: DemoFiles, language: Language, told: Told, *, reset: bool) -> str:
    try:
        bring(house.database, house.settings)
        if reset and _is_demo(house.database, house.settings):
            empty(house.database)
        if _is_demo(house.database, house.settings):
            return text(language, "demo_there")
        told(0)
        with house.database.write() as session:
            return text(language, "demo_made", **build(session, house, files, told))
    finally:
        house.close()


def build(session: Session, house: House, files: DemoFiles, told: Told = nobody) -> dict[str, int]:
    """The whole demonstration in one transaction; hands back how much of what there is. `told` hears how far it is."""
    settings, clock = house.settings, house.clock
    today = clock.now().astimezone(settings.hub.zone).date()
    next_number(session, MARK)
    people = set_up(session, files, roles=house.roles, clock=clock, today=today)
    told(20)
    furnish_rooms(session, files, settings.hub.zone, by=people["quality"], clock=clock)
    told(30)
    tell(
        session,
        files,
        people,
        labels=desk_of(settings, "crate_label").desk,
        notes=desk_of(settings, "delivery_note"),
        receiving=Tolerance(settings.receiving.tolerance_per_mille),
        picking_per_mille=settings.picking.tolerance_per_mille,
        rhythm=Rhythm(settings.hub.zone),
        clock=clock,
        told=told,
    )
    counted = {"kitchens": Kitchen, "producers": Producer, "articles": Article, "orders": Order}
    return {name: _count(session, record) for name, record in counted.items()}


def _count(session: Session, record: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(record)) or 0


def desk_of(settings: Settings, paper: str) -> NotesDesk:
    """Papers of the demonstration are queued for the printer of their kind, and taken off its queue before they print."""
    printer = settings.devices.printer_for(paper)
    hub = settings.hub
    desk = Desk(hub.gs1_company_prefix, printer.key if printer else paper, hub.language, made_up=True)
    return NotesDesk(Party(hub.name, hub.address, hub.phone), hub.name, hub.phone, desk)


def _is_demo(database: Database, settings: Settings) -> bool:
    """True for a demo, False for an empty database. Raises NotADemo for any other."""
    with database.read() as session:
        if session.scalar(select(Series.last).where(Series.name == MARK)) is not None:
            return True
        people = _count(session, Person)
    if people:
        says = text(settings.hub.language, "not_a_demo", url=shown_url(settings), people=people)
        raise NotADemo(says=says)
    return False


def empty(database: Database) -> None:
    """Down to nothing and up again: append-only tables can be emptied in no other way."""
    steps.downgrade(database)
    steps.upgrade(database)


def _say_log_ins(files: DemoFiles, language: Language) -> None:
    click.echo(text(language, "demo_log_ins"))
    for row in files.demo["people"]:
        click.echo(f"  {row['login']:<24} {row['password']:<18} {_extra(language, row)}".rstrip())


def _extra(language: Language, row: Mapping[str, Any]) -> str:
    return text(language, "demo_badge", badge=row["badge"], pin=row["pin"]) if "badge" in row else ""
