"""What the catalogue refuses about a typed amount or number."""

from __future__ import annotations

from hub.kernel.errors import RuleBroken


class AmountUnreadable(RuleBroken):
    """What was typed is no number."""

    code = "amount_unreadable"


class AmountNotPositive(RuleBroken):
    code = "amount_not_positive"


class NotWholePacks(RuleBroken):
    """The article is sold in packs; `below` and `above` are the nearest amounts that can be had."""

    code = "not_whole_packs"


class GtinWrong(RuleBroken):
    """No article number of GS1's: another length, a sign that is no digit, or a wrong check digit."""

    code = "gtin_wrong"


class GtinRestricted(RuleBroken):
    """A number that only a shop, a chain or a country knows: it must not stand in a code for others."""

    code = "gtin_restricted"


class TooMuchAtOnce(RuleBroken):
    """Far more than any kitchen orders: a slip of the finger is asked about before a farm harvests it."""

    code = "too_much_at_once"
