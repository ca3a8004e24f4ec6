"""How a limit is meant: which side of it is wrong, and how grave it is to be there."""

from enum import StrEnum


class Side(StrEnum):
    HIGH = "high"  # too warm above it
    LOW = "low"  # too cold below it


class Level(StrEnum):
    """From a hint for the floor to goods that may have to be thrown away; in this order.

    LEGAL is none of these: what the law or the house's plan says goods may have, for reports and reviews. It calls nobody.
    """

    LEGAL = "legal"
    WARN = "warn"
    ALARM = "alarm"
    CRITICAL = "critical"


class Freshness(StrEnum):
    LIVE = "live"
    SILENT = "silent"
    NEVER = "never"


class RoomState(StrEnum):
    """What a card says of a room, the gravest that is true. Silent and faulty are not "in limits" and not zero."""

    ALARM = "alarm"
    WARN = "warn"
    FAULT = "fault"
    CALIBRATING = "calibrating"
    SILENT = "silent"
    NEVER = "never"
    NO_LIMITS = "no_limits"
    IN_LIMITS = "in_limits"
