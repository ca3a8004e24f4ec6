"""Dialects with one JSON object for all that a sensor has to say.

Zigbee2MQTT, Tasmota, Theengs / OpenMQTTGateway, rtl_433 and Shelly of the second generation, each from its project's own
documents. Zigbee2MQTT tells no time; Tasmota and rtl_433 tell local time without a zone; Shelly tells seconds of UTC.
"""

from firmware_sim.messages import Message
from firmware_sim.probes import ProbeSpec, Reading, Trouble
from firmware_sim.speech.spoken import GATEWAY, Moment, Speech, compact, fahrenheit, shown, word


def _zigbee2mqtt(spec: ProbeSpec, reading: Reading, _moment: Moment) -> list[Message]:
    stated = {
        "battery": reading.battery,
        "humidity": None if reading.trouble is Trouble.NO_VALUE else float(reading.humidity),
        "linkquality": reading.link_quality,
        "temperature": shown(reading),
        "voltage": 2500 + reading.battery * 5,
    }
    return [Message(f"zigbee2mqtt/{spec.name}", compact(stated))]


def _zigbee2mqtt_state(spec: ProbeSpec, online: bool) -> Message:
    return Message(f"zigbee2mqtt/{spec.name}/availability", compact({"state": word(online)}), retain=True)


def _zigbee2mqtt_bridge(online: bool) -> Message:
    return Message("zigbee2mqtt/bridge/state", compact({"state": word(online)}), retain=True)


def _tasmota(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    stated = {
        "Time": moment.local(),
        "DS18B20": {"Id": spec.identity, "Temperature": shown(reading)},
        "TempUnit": "F" if reading.fahrenheit else "C",
    }
    return [Message(f"tele/{spec.name}/SENSOR", compact(stated))]


def _tasmota_state(spec: ProbeSpec, online: bool) -> Message:
    return Message(f"tele/{spec.name}/LWT", word(online).capitalize(), retain=True)


def _theengs(spec: ProbeSpec, reading: Reading, _moment: Moment) -> list[Message]:
    """A Bluetooth thermometer that the gateway decodes; with no value it decodes none."""
    address = spec.identity
    stated: dict[str, object] = {
        "id": ":".join(address[at : at + 2] for at in range(0, len(address), 2)),
        "rssi": -reading.link_quality // 2,
        "model_id": "LYWSD03MMC_ATC",
        "type": "THB",
    }
    if reading.trouble is not Trouble.NO_VALUE:
        celsius = shown(reading)
        stated["tempc"] = float(reading.celsius) if reading.fahrenheit else celsius
        stated["tempf"] = float(fahrenheit(reading.celsius))
    stated |= {"hum": float(reading.humidity), "batt": reading.battery}
    return [Message(f"home/OpenMQTTGateway/BTtoMQTT/{address}", compact(stated))]


def _theengs_bridge(online: bool) -> Message:
    return Message("home/OpenMQTTGateway/LWT", word(online), retain=True)


def _rtl_433(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    """Two-byte ids, drawn anew with each battery: here from the identity's end."""
    codes: dict[Trouble, float | str | None] = {Trouble.UNPLUGGED: -204.8, Trouble.NO_VALUE: -204.8}
    stated: dict[str, object] = {
        "time": moment.local().replace("T", " "),
        "model": "Acurite-Tower",
        "id": int(spec.identity[-4:], 16),
        "channel": "A",
        "battery_ok": int(reading.battery > 10),  # noqa: PLR2004 - percent
    }
    unit = "temperature_F" if reading.fahrenheit else "temperature_C"
    stated |= {unit: shown(reading, codes), "humidity": int(reading.humidity), "mic": "CHECKSUM"}
    return [Message("rtl_433/sim/events", compact(stated))]


def _shelly_gen2(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    temperature: dict[str, object] = {"id": 0, "tC": None, "tF": None, "errors": ["out_of_range"]}
    if reading.trouble is None:
        temperature = {"id": 0, "tC": float(reading.celsius), "tF": float(fahrenheit(reading.celsius))}
    elif reading.trouble is not Trouble.NO_VALUE:
        temperature = {"id": 0, "tC": shown(reading), "tF": None}
    stated = {
        "src": spec.name,
        "dst": f"{spec.name}/events",
        "method": "NotifyFullStatus",
        "params": {
            "ts": round(moment.unix_s, 2),
            "devicepower:0": {
                "id": 0, "battery": {"V": 5.3, "percent": reading.battery}, "external": {"present": False},
            },
            "humidity:0": {"id": 0, "rh": float(reading.humidity)},
            "temperature:0": temperature,
            "wifi": {"rssi": -reading.link_quality // 2},
        },
    }  # fmt: skip
    return [Message(f"{spec.name}/events/rpc", compact(stated))]


def _shelly_gen2_state(spec: ProbeSpec, online: bool) -> Message:
    return Message(f"{spec.name}/online", "true" if online else "false", retain=True)


def _ruuvi_bridge(online: bool) -> Message:
    return Message(f"ruuvi/{GATEWAY}/gw_status", compact({"state": word(online)}), retain=True)


def _ruuvi(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    """Data format 5 in an advertisement: flags, then manufacturer data of company 0499, the most significant byte first.

    A tag has one code for what goes wrong, whatever it is: 8000.
    """
    address = bytes.fromhex(spec.identity[-12:])
    steps = -0x8000 if reading.trouble is not None else round(reading.celsius * 200)
    power = (min(max(1900 + reading.battery * 11 - 1600, 0), 2046) << 5) | 22
    body = (
        b"\x05"
        + steps.to_bytes(2, "big", signed=True)
        + round(reading.humidity * 400).to_bytes(2, "big")
        + (101_325 - 50_000).to_bytes(2, "big")
        + bytes.fromhex("000000000408")
        + power.to_bytes(2, "big")
        + b"\x42"
        + (moment.whole_s & 0x7FFF).to_bytes(2, "big")
        + address
    )
    stated = {
        "gw_mac": GATEWAY,
        "rssi": -reading.link_quality // 2,
        "aoa": [],
        "gwts": str(moment.whole_s),
        "ts": str(moment.whole_s),
        "data": f"0201061BFF9904{body.hex().upper()}",
        "coords": "",
    }
    tag = ":".join(f"{byte:02X}" for byte in address)
    return [Message(f"ruuvi/{GATEWAY}/{tag}", compact(stated))]


SPEECHES = (
    Speech("zigbee2mqtt", _zigbee2mqtt, _zigbee2mqtt_state, bridge=_zigbee2mqtt_bridge),
    Speech("tasmota", _tasmota, _tasmota_state),
    Speech("theengs", _theengs, bridge=_theengs_bridge),
    Speech("rtl_433", _rtl_433),
    Speech("shelly_gen2", _shelly_gen2, _shelly_gen2_state),
    Speech("ruuvi_gateway", _ruuvi, bridge=_ruuvi_bridge),
)
