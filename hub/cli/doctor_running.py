"""What a running hub says of its devices: it keeps the state of each at the broker, so the doctor need not touch a line in use.

Not for: devices that nobody holds; those are asked themselves (`hub.cli.doctor_devices`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Condition

from hub.cli.running import read_run_file
from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import Acknowledge, Bus
from hub.kernel.clock import Clock
from hub.kernel.ids import token
from hub.settings import Settings

STATE = "samlast/state/"
LIVE_SCALE = "samlast/live/scale/"
# The broker hands over what it keeps at once; a scale shows a live value ten times a second, a slow one each poll.
HEARD_WITHIN_S = 3.0


@dataclass(slots=True)
class Said:
    """What the hub said, by topic, as it comes in; read it with `state` and `shown`."""

    pid: object
    payloads: dict[str, Mapping[str, object]] = field(default_factory=dict)
    arrived: Condition = field(default_factory=Condition)

    def hear(self, message: MessageHeard, acknowledge: Acknowledge) -> None:
        acknowledge()
        try:
            payload = json.loads(message.payload)
        except ValueError:
            return
        if isinstance(payload, dict):
            with self.arrived:
                self.payloads[message.topic] = payload
                self.arrived.notify()

    def state(self, key: str) -> tuple[bool, str] | None:
        """Whether the device is there, and what it lacks or why it is not; None when nothing was said of it yet."""
        said = self.payloads.get(STATE + key)
        return (
            None
            if said is None or said.get("state") == "sought"
            else (said.get("state") != "lost", str(said.get("why") or ""))
        )

    def shown(self, key: str) -> str | None:
        """What the scale shows; None when it shows nothing."""
        said = self.payloads.get(LIVE_SCALE + key)
        return str(said["shown"]) if said and said.get("shown") else None


def listen_to_running_hub(settings: Settings, clock: Clock) -> Said | None:
    """Listen until every device was spoken of, or for a few seconds. None when no hub runs here."""
    running = read_run_file(settings, "run", "work")
    if running is None:
        return None
    said = Said(running["pid"])
    awaited = list(_awaited(settings))
    url = settings.broker.url or str(running["broker"])
    topics = (f"{STATE}#", f"{LIVE_SCALE}#")
    bus = Bus(url, f"samlast-doctor-{token()[:8]}", clock, hear=said.hear, topics=topics)
    bus.start()
    try:
        deadline = clock.monotonic() + HEARD_WITHIN_S
        with said.arrived:
            while not said.payloads.keys() >= set(awaited) and (left := deadline - clock.monotonic()) > 0:
                said.arrived.wait(left)
    finally:
        bus.stop()
    return said


def _awaited(settings: Settings) -> Iterator[str]:
    for scale in settings.devices.scales:
        yield STATE + scale.key
        yield LIVE_SCALE + scale.key
    for printer in settings.devices.printers:
        yield STATE + printer.key
    for scanner in settings.devices.scanners:
        yield STATE + scanner.key
