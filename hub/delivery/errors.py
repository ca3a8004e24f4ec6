"""What delivery refuses, each with the facts that a sentence needs."""

from __future__ import annotations

from hub.kernel.errors import Conflict, NotFound, RuleBroken


class DeliveryUnknown(NotFound):
    code = "delivery_unknown"


class NothingToLoad(RuleBroken):
    """No crate is picked for this kitchen and day."""

    code = "nothing_to_load"


class LinesStillOpen(RuleBroken):
    """Some lines are neither picked nor ended with a reason."""

    code = "lines_still_open"


class NoRoute(RuleBroken):
    """The kitchen has no delivery rule for this weekday."""

    code = "no_route"


class NotOnTheWay(Conflict):
    """The delivery is not loaded, or has been handed over already."""

    code = "not_on_the_way"


class LineNotDelivered(Conflict):
    """Only a delivered line can be accepted or claimed, and once."""

    code = "line_not_delivered"


class ClaimTooLarge(RuleBroken):
    """More is claimed than was delivered, or nothing."""

    code = "claim_too_large"


class CageUnknown(NotFound):
    code = "cage_unknown"


class CageGone(Conflict):
    """The roll cage is on a closed load or void: nothing is put on it or taken off it any more."""

    code = "cage_gone"


class CrateForOther(RuleBroken):
    """The crate is not packed for the kitchen whose roll cage this is."""

    code = "crate_for_other"


class PackageUnknown(NotFound):
    code = "package_unknown"


class PackageVoided(RuleBroken):
    """The label is of a set that was labelled anew: what stood on it was no longer so."""

    code = "package_voided"


class PackagesUnlikely(RuleBroken):
    """Nobody loads so many packages for one kitchen, or none."""

    code = "packages_unlikely"
