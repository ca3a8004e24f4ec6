"""A browser without a screen: the real application on a real database, with the cookies and the tokens that a page sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hub.devices.live import LiveBoard
from hub.kernel.clock import Clock
from hub.kernel.ids import token
from hub.kernel.words import Language
from hub.people.records import Kiosk, Person
from hub.people.service import create_person
from hub.people.visits import open_visit
from hub.settings import load
from hub.storage.database import Database
from hub.wiring import House

CONFIG = Path(__file__).parents[2] / "config"


def make_house(database: Database, clock: Clock) -> House:
    """The house of the distributed settings on a test's own database and clock."""
    settings = load(CONFIG, {})
    return House(settings=settings, database=database, clock=clock, roles=settings.roles, live=LiveBoard())


def make_person(
    session: Session,
    house: House,
    *roles: str,
    login: str = "",
    name: str = "Kari Nordmann",
    language: Language = Language.EN,
    kitchen_id: int | None = None,
    producer_id: int | None = None,
) -> Person:
    """An account with these roles; the login is made up when it does not matter."""
    return create_person(
        session,
        by=None,
        clock=house.clock,
        login=login or f"person-{token()[:8]}",
        name=name,
        language=language,
        roles=roles,
        known_roles=house.roles,
        kitchen_id=kitchen_id,
        producer_id=producer_id,
    )


class Browser:
    """One browser at one application. `post` sends the token and an operation id, as every form of the house does."""

    def __init__(
        self, app: Flask, house: House, person: Person | None = None, kiosk: Kiosk | None = None
    ) -> None:
        self.client = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"  # before somebody is logged in
        self._house = house
        if person is not None:
            self.enter(person, kiosk)

    def enter(self, person: Person, kiosk: Kiosk | None = None) -> None:
        """Be logged in as this person, without the slow work of a password."""
        secret = token()
        with self._house.database.write() as session:
            open_visit(session, person, self._house.clock, secret=secret, kiosk=kiosk)
        self.client.set_cookie("samlast", secret)

    def get(self, address: str, **headers: str) -> TestResponse:
        return self.client.get(address, headers=_dashed(headers))

    def post(self, address: str, form: Mapping[str, object] | None = None, **headers: str) -> TestResponse:
        """Send a form. `operation` is made up unless the form says one."""
        fields = {"csrf": self.csrf(), "operation": token(), **(form or {})}
        return self.client.post(address, data=fields, headers=_dashed(headers))

    def csrf(self) -> str:
        """The token that pages of this browser carry."""
        found = re.search(
            r'<meta name="csrf" content="([0-9a-f]+)">', self.get("/account").text
        ) or re.search(r'<meta name="csrf" content="([0-9a-f]+)">', self.get("/log-in").text)
        assert found is not None, "no page carries a token"
        return found[1]


def _dashed(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
