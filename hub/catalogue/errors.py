"""What the catalogue refuses about a typed amount."""

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


class TooMuchAtOnce(RuleBroken):
    """Far more than any kitchen orders: a slip of the finger is asked about before a farm harvests it."""

    code = "too_much_at_once"
