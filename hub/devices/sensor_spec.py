"""[sensors] of config/devices.toml: what the hub listens to, and what nobody can tell from the messages.

    topics = ["zigbee2mqtt/#", "zwave/#", "cellar/#"]
    [[sensors.prefixes]]
    prefix = "zwave/Cold_store/"        all topics that begin so; the longest that fits counts
    dialect = "zwave_js_ui"             left out: recognised from topic and payload
    unit = "F"                          C or F, where the dialect's messages do not say it
    [[sensors.described]]               drawn in hub/devices/protocols/described_message.py

Not for: which sensor hangs where. That is said on the page of the cold rooms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.devices.protocols import home_assistant, sparkplug_b
from hub.devices.protocols.described_message import DescribedMessage
from hub.devices.protocols.dialects import Ask, Dialect, PrefixSet, Reader
from hub.kernel.unfit import Unfit

UNITS = {"C": False, "F": True}
SHARE = "samlast"
# Births and declarations, which a reader needs to understand what comes later.
TOLD_ONCE = (
    f"{home_assistant.BASE}/#",
    *(f"{sparkplug_b.BASE}/+/{kind}/#" for kind in ("NBIRTH", "DBIRTH", "NDEATH", "DDEATH")),
)


@dataclass(frozen=True, slots=True)
class SensorSpec:
    """Which topics the hub listens to for temperatures, and how their messages are read."""

    topics: tuple[str, ...]
    prefixes: tuple[PrefixSet, ...] = ()
    described: tuple[DescribedMessage, ...] = ()

    def shared_topics(self) -> tuple[str, ...]:
        """For one of several processes that share the messages: each is sent to one of them, what is told only once to all.

        A broker of MQTT 5 or Mosquitto from 1.6 on knows `$share`. Nothing that it keeps (retained) is sent to those who share.
        """
        first_levels = {topic.split("/", 1)[0] for topic in self.topics}
        once = [topic for topic in TOLD_ONCE if first_levels & {topic.split("/", 1)[0], "#", "+"}]
        return (*(f"$share/{SHARE}/{topic}" for topic in self.topics), *once)

    def new_reader(self, ask: Ask | None = None) -> Reader:
        """One for each connection to a broker: it remembers what was told only once, and asks again through `ask`."""
        return Reader(self.prefixes, self.described, ask)


def prefixes_set(raw: object) -> tuple[PrefixSet, ...]:
    """Raises Unfit with what to write instead."""
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise Unfit("two_brackets", name="sensors.prefixes")
    return tuple(_prefix_set(one) for one in raw)


def _prefix_set(table: Mapping[str, object]) -> PrefixSet:
    if unknown := sorted(set(table) - {"prefix", "dialect", "unit"}):
        raise Unfit("unknown_name", name=unknown[0], known="dialect, prefix, unit")
    prefix, dialect, unit = table.get("prefix"), table.get("dialect"), table.get("unit")
    if not isinstance(prefix, str) or not prefix:
        raise Unfit("prefix_text")
    if dialect is None and unit is None:
        raise Unfit("prefix_empty")
    if dialect is not None and dialect not in [one.value for one in Dialect]:
        raise Unfit("prefix_dialect", known=", ".join(sorted(Dialect)))
    if unit is not None and unit not in tuple(UNITS):
        raise Unfit("prefix_unit")
    return PrefixSet(
        prefix,
        None if dialect is None else Dialect(str(dialect)),
        None if unit is None else UNITS[str(unit)],
    )
