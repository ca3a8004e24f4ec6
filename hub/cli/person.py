"""`hub person add`: the first people of a new hub, before anybody can log in and create the others on the page *People*."""

from __future__ import annotations

import sys

import click

from hub.cli import Place
from hub.cli.commands import Group
from hub.cli.log_lines import start_logging
from hub.cli.migrate import bring, unreachable
from hub.cli.one_process import only_process
from hub.cli.texts import TEXTS, text
from hub.kernel.errors import HubError, RuleBroken
from hub.kernel.words import Language
from hub.people import service
from hub.settings import Settings
from hub.wiring import House, open_house


class NotCreated(HubError):
    code = "person_not_created"


@click.group("person", cls=Group)
def person() -> None: ...


@person.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, metavar="ROLE")
@click.option("--language", type=click.Choice([one.value for one in Language]))
@click.option("--password-stdin", is_flag=True)
@click.pass_obj
def add(
    place: Place, login: str, *, name: str, roles: tuple[str, ...], language: str | None, password_stdin: bool
) -> None:
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - `hub person --help` needs no database

    settings = place.settings()
    start_logging(settings.log.level)
    password = _password(settings.hub.language, from_input=password_stdin)
    spoken = Language(language) if language else settings.hub.language
    with only_process(settings, "hub person add"):
        house = open_house(settings)
        try:
            bring(house.database, settings)
            _add(house, login, name, roles, spoken, password)
        except RuleBroken as broken:
            raise NotCreated(says=_sentence(settings, broken)) from broken
        except DBAPIError as err:
            raise unreachable(settings, err) from err
        finally:
            house.close()
    click.echo(text(settings.hub.language, "person_added", login=service.normal_login(login)))


def _add(  # noqa: PLR0917 - what an account is made of
    house: House, login: str, name: str, roles: tuple[str, ...], language: Language, password: str
) -> None:
    with house.database.write() as session:
        made = service.create_person(
            session,
            by=None,
            clock=house.clock,
            login=login,
            name=name,
            language=language,
            roles=roles,
            known_roles=house.roles,
        )
        service.set_password(session, made, password, by=None, clock=house.clock)


def _password(language: Language, *, from_input: bool) -> str:
    """Never from the command line itself: other users of the machine can read that."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise NotCreated(says=text(language, "password_needs_terminal"))
    first: str = click.prompt(text(language, "password_first"), hide_input=True)
    if click.prompt(text(language, "password_again"), hide_input=True) != first:
        raise NotCreated(says=text(language, "passwords_differ"))
    return first


def _sentence(settings: Settings, broken: RuleBroken) -> str:
    language = settings.hub.language
    key = f"person_{broken.code}"
    facts = {**broken.facts, "roles": ", ".join(role.key for role in settings.roles.every)}
    return text(language, key, **facts) if key in TEXTS else str(broken)
