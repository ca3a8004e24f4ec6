"""What a person may tell a scale to do, as values: set to zero, take the tare. And the pure rule of when that is refused.

A command is of its moment: one that arrives late is not carried out, because another load may stand there by then.
Not for: who may say it (`hub.web`), nor how a scale is told (`hub.devices.drivers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FRESH = timedelta(seconds=5)
TOPIC = "samlast/command/scale/"
# A printer is told nothing but to look at its queue.
WAKE = "samlast/command/printer/"


class Order(StrEnum):
    ZERO = "zero"
    TARE = "tare"


class Outcome(StrEnum):
    DONE = "done"  # the scale said so
    SENT = "sent"  # its language has no answer to it
    REFUSED = "refused"  # the scale said no
    UNKNOWN_TO_SCALE = "unknown_to_scale"  # its language has no such word
    LOADED = "loaded"  # zero with a load on the platform would make every later weight wrong
    TOO_LATE = "too_late"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class ScaleCommand:
    """`operation` is the client's own name for it: said twice, it is done once."""

    device: str
    order: Order
    operation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommandAnswered:
    """What became of a command."""

    device: str
    order: Order
    operation: str
    outcome: Outcome
    at: datetime


def topic_of(device: str) -> str:
    return TOPIC + device


def wake_topic(printer: str) -> str:
    return WAKE + printer


def as_payload(command: ScaleCommand) -> dict[str, object]:
    return {
        "order": command.order.value,
        "operation": command.operation,
        "at": command.at.isoformat(),
    }


def read_command(topic: str, payload: Mapping[str, object] | None) -> ScaleCommand | None:
    """None for anything that is no command of ours, whoever wrote it."""
    if payload is None or not topic.startswith(TOPIC):
        return None
    try:
        at = datetime.fromisoformat(str(payload.get("at")))
        order = Order(str(payload.get("order")))
    except ValueError:
        return None
    operation = payload.get("operation")
    if at.tzinfo is None or not isinstance(operation, str) or not operation:
        return None
    return ScaleCommand(topic.removeprefix(TOPIC), order, operation[:64], at)


def refusal(command: ScaleCommand, *, now: datetime, loaded: bool) -> Outcome | None:
    """Why a command is not passed on to the scale, or None. A clock that is ahead by more than that is as wrong as one behind."""
    if abs(now - command.at) > FRESH:
        return Outcome.TOO_LATE
    if command.order is Order.ZERO and loaded:
        return Outcome.LOADED
    return None
