"""What can go wrong with accounts, in codes; the sentences stand in hub/web/texts/people.py."""

from __future__ import annotations

from hub.kernel.errors import RuleBroken


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
    """A field that must be filled in is empty."""

    code = "field_missing"


class LastAdministrator(RuleBroken):
    """Somebody must be left who can administer people."""

    code = "last_administrator"
