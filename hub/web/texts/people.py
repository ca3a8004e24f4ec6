"""Sentences about accounts, and the ones that any part of the house may need."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.people.errors import Field

TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Field: {
        Field.LOGIN: _l("Login"),
        Field.NAME: _l("Name"),
    },
}
ERRORS: dict[str, LazyString] = {
    "rule_broken": _l("The rules of the house do not allow this. Ask the coordinator."),
    "conflict": _l("Somebody else was there first. Look again and decide anew."),
    "not_found": _l("There is nothing here. It may have been removed, or the address is wrong."),
    "address_unclear": _l("The address asks for “%(asked)s”, and there is no such thing."),
    "not_permitted": _l("Your account has no right to this. Ask an administrator."),
    "device_trouble": _l("The device did not answer. Check its cable and power, then try again."),
    "login_taken": _l("Somebody already has the login %(login)s. Choose another."),
    "badge_taken": _l("This badge belongs to somebody else. Use another badge."),
    "badge_unfit": _l("A badge code has at least %(least)s characters. Scan the badge again."),
    "password_too_short": _l("The password is too short. Use at least %(least)s characters."),
    "pin_unfit": _l("A PIN has 4 to 8 digits."),
    "unknown_role": _l("There is no role %(role)s. Choose one from the list."),
    "field_missing": _l("Fill in the field that is empty: %(field)s."),
    "login_unfit": _l("A login has only letters, digits and the signs . - _ @ and no blanks."),
    "role_missing": _l("Choose at least one role. An account that nobody uses is closed instead."),
    "last_administrator": _l(
        "Somebody must be left who can administer people. Give another person that role first."
    ),
}
