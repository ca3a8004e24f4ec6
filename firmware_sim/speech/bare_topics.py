"""Dialects with one bare value on each topic. They differ in their topics, words and codes only, so they are a table.

Shelly of the first generation (the maker's Gen1 MQTT reference), ESPHome (MQTT Client Component), Home Assistant's statestream,
ebusd (wiki, MQTT client), Z-Wave JS UI (usage: setup). In a pattern stand {name}, {celsius}, {humidity}, {battery}, {ms}.
"""

from dataclasses import dataclass, field

from firmware_sim.messages import Message
from firmware_sim.probes import ProbeSpec, Reading, Trouble
from firmware_sim.speech.spoken import Moment, Speech, shown

Patterns = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """Patterns of topic and payload. A trouble replaces the whole payload of the temperature where it is named in `codes`."""

    temperature: tuple[str, str]
    beside: Patterns = ()
    there: tuple[str, str, str] | None = None  # topic, while there, when gone
    retained: bool = False
    digits: str = "{:.2f}"
    codes: dict[Trouble, str] = field(default_factory=dict)

    def report(self, spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
        values = {
            "name": spec.name,
            "celsius": _digits(self.digits, shown(reading)),
            "humidity": reading.humidity,
            "battery": reading.battery,
            "ms": moment.ms,
        }
        topic, payload = self.temperature
        if reading.trouble in self.codes:
            payload = self.codes[reading.trouble]
        patterns = [(topic, payload), *(self.beside if reading.trouble is None else ())]
        return [
            Message(_filled(topic, values), _filled(payload, values), self.retained)
            for topic, payload in patterns
        ]

    def state(self, spec: ProbeSpec, online: bool) -> Message | None:
        if self.there is None:
            return None
        topic, while_there, when_gone = self.there
        return Message(_filled(topic, {"name": spec.name}), while_there if online else when_gone, retain=True)


def _filled(pattern: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern


def _digits(form: str, value: float | str | None) -> str:
    return form.format(value) if isinstance(value, float) else "null"


TABLE = {
    "shelly_gen1": Topics(
        temperature=("shellies/{name}/sensor/temperature", "{celsius}"),
        beside=(("shellies/{name}/sensor/humidity", "{humidity}"), ("shellies/{name}/sensor/battery", "{battery}")),
        there=("shellies/{name}/online", "true", "false"),
        codes={Trouble.UNPLUGGED: "999.00", Trouble.NO_VALUE: "999.00", Trouble.BOOTING: "-99.50"},
    ),
    "esphome": Topics(
        temperature=("{name}/sensor/room_temperature/state", "{celsius}"),
        beside=(("{name}/sensor/room_humidity/state", "{humidity}"), ("{name}/sensor/battery/state", "{battery}")),
        there=("{name}/status", "online", "offline"),
        retained=True,
        digits="{:.1f}",
        codes={Trouble.UNPLUGGED: "nan", Trouble.NO_VALUE: "nan"},
    ),
    "home_assistant": Topics(
        temperature=("homeassistant/sensor/{name}_temperature/state", "{celsius}"),
        beside=(("homeassistant/sensor/{name}_humidity/state", "{humidity}"),),
        retained=True,
        digits="{:.1f}",
        codes={Trouble.UNPLUGGED: "unavailable", Trouble.NO_VALUE: "unknown", Trouble.NOT_A_NUMBER: "unknown"},
    ),
    "ebusd": Topics(
        temperature=("ebusd/{name}/RoomTemp", "{celsius};ok"),
        there=("ebusd/global/running", "true", "false"),
        codes={Trouble.UNPLUGGED: "-13.50;cutoff", Trouble.NO_VALUE: "-;circuit", Trouble.NOT_A_NUMBER: "-;cutoff"},
    ),
    "zwave_js_ui": Topics(
        temperature=("zwave/{name}/49/0/Air_temperature", '{"time":{ms},"value":{celsius}}'),
        beside=(
            ("zwave/{name}/49/0/Humidity", '{"time":{ms},"value":{humidity}}'),
            ("zwave/{name}/128/0/level", '{"time":{ms},"value":{battery}}'),
        ),
        codes={Trouble.NOT_A_NUMBER: '{"time":{ms},"value":null}'},  # JavaScript writes NaN so
        there=("zwave/{name}/status", '{"value":true,"status":"Alive"}', '{"value":false,"status":"Dead"}'),
    ),
}  # fmt: skip
SPEECHES = tuple(Speech(name, topics.report, topics.state) for name, topics in TABLE.items())
