"""What stock refuses, each with the facts that a sentence for the floor needs."""

from __future__ import annotations

from hub.kernel.errors import Conflict, RuleBroken


class ScanUnreadable(RuleBroken):
    """The scanned text is no code that anybody could read: damaged, misread or foreign. `why` is its fault."""

    code = "scan_unreadable"


class NotACrate(RuleBroken):
    """The scan was read, and it names something else than a crate: an article, a place, a badge."""

    code = "not_a_crate"


class NotAPlace(RuleBroken):
    """The scan was read, and it names something else than a place."""

    code = "not_a_place"


class CrateUnknown(RuleBroken):
    """The code is a right SSCC, but no crate of this house carries it."""

    code = "crate_unknown"


class UnitNotCrate(RuleBroken):
    """The code is on a roll cage or a package, in which crates stand."""

    code = "unit_not_crate"


class PlaceUnknown(RuleBroken):
    code = "place_unknown"


class CrateEndUnknown(RuleBroken):
    """The last digits that somebody typed are those of no crate in the house."""

    code = "crate_end_unknown"


class CrateEndShared(RuleBroken):
    """The last digits that somebody typed are those of several crates in the house."""

    code = "crate_end_shared"


class CrateVoided(RuleBroken):
    """The label was taken out of use; the reason says why."""

    code = "crate_voided"


class CrateNotInHouse(RuleBroken):
    """Delivered, thrown away or emptied: there is nothing in this crate here any more."""

    code = "crate_not_in_house"


class CrateTaken(Conflict):
    """The crate is picked or on the vehicle and may not be put on a shelf."""

    code = "crate_taken"


class WrongClimate(RuleBroken):
    """The place does not hold the storage class that the goods need."""

    code = "wrong_climate"


class NotAStorePlace(RuleBroken):
    """Packing area and vehicle are reached by picking and loading, never by putting away."""

    code = "not_a_store_place"


class PlaceMissing(RuleBroken):
    """The house has no place of the kind that this step needs."""

    code = "place_missing"


class CrateOnHold(RuleBroken):
    """Somebody put the crate on hold; it is used again when that is signed free."""

    code = "crate_on_hold"


class HoldReasonMissing(RuleBroken):
    code = "hold_reason_missing"


class NothingToHold(RuleBroken):
    """No crate was chosen, or none of those that were is in the house any more."""

    code = "nothing_to_hold"


class HoldEnded(RuleBroken):
    """Every one of these holds was released by somebody else meanwhile."""

    code = "hold_ended"
