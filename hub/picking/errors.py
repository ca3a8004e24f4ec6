"""What picking refuses, each with the facts that a sentence for the floor needs."""

from __future__ import annotations

from hub.kernel.errors import Conflict, NotFound, RuleBroken


class PickUnknown(NotFound):
    code = "pick_unknown"


class LineNotOpen(Conflict):
    """The line is not waiting to be picked: nothing came yet, it is done, or it is on the vehicle."""

    code = "line_not_open"


class WrongGoods(RuleBroken):
    """The scanned crate holds another article than the line asks for."""

    code = "wrong_goods"


class CrateExpired(RuleBroken):
    """The goods do not keep until the delivery day."""

    code = "crate_expired"


class OlderCrateFirst(RuleBroken):
    """Another crate expires first. Picking this one all the same needs a reason."""

    code = "older_crate_first"


class CrateTooFull(RuleBroken):
    """The whole crate is more than the line wants: weigh a part out of it."""

    code = "crate_too_full"


class PartExceedsCrate(RuleBroken):
    """More was weighed than the crate holds by the books."""

    code = "part_exceeds_crate"


class PartTooHeavy(RuleBroken):
    """The weighed part is more than the line still wants."""

    code = "part_too_heavy"


class PickLoaded(Conflict):
    """The crate is on the vehicle; the pick can no longer be taken back here."""

    code = "pick_loaded"
