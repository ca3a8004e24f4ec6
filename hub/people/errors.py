"""What can go wrong with accounts, in codes; the sentences stand in hub/web/texts/people.py."""

from __future__ import annotations

from enum import StrEnum

from hub.kernel.errors import RuleBroken


class Field(StrEnum):
    """What must be filled in of an account; named to people in their own language."""

    LOGIN = "login"
    NAME = "name"


class LoginTaken(RuleBroken):
    """Another account has this login."""

    code = "login_taken"


class BadgeTaken(RuleBroken):
    """Another account has this badge."""

    code = "badge_taken"


class PasswordTooShort(RuleBroken):
    """ASVS 6.2.1 asks for at least 8; the house asks for `least`."""

    code = "password_too_short"


class PinUnfit(RuleBroken):
    """A PIN is 4 to 8 digits."""

    code = "pin_unfit"


class BadgeUnfit(RuleBroken):
    """A badge code is long enough that it cannot be guessed."""

    code = "badge_unfit"


class UnknownRole(RuleBroken):
    """No such role in config/roles.toml."""

    code = "unknown_role"


class FieldMissing(RuleBroken):
    """A field that must be filled in is empty; `field` is a Field."""

    code = "field_missing"


class LastAdministrator(RuleBroken):
    """Somebody must be left who can administer people."""

    code = "last_administrator"


class LoginUnfit(RuleBroken):
    """A login is read aloud and typed: letters, digits and a few signs."""

    code = "login_unfit"


class RoleMissing(RuleBroken):
    """Without a role an account can do nothing; an account nobody uses is closed instead."""

    code = "role_missing"
