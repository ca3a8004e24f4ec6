"""What a value's name says it is, where a dialect lets people name their values freely and tells no quantity.

    fridge_temp, FlowTemp, Coldroom1/Temperature, kjølerom_temperatur    temperature
    outsidetemp, kyltemperatur, fryserom_lufttemperatur                   temperature, as one word
    Humidity, hum, rh, luftfuktighet                                      humidity
    battery, BatV, battery_voltage                                        battery in percent, in volts
    chip_temperature, TempDesired, måltemperatur, dew_point_temp          none: the chip, a wish, a computed value

Not for: deciding a unit. A name that says nothing gives no value; such a sensor is declared in config/devices.toml.
"""

from __future__ import annotations

import re

TEMPERATURE, HUMIDITY, BATTERY, VOLTAGE, DOOR = (
    "temperature_c",
    "humidity_pct",
    "battery_pct",
    "battery_v",
    "door",
)
_WORDS = re.compile(r"[A-ZÆØÅÄÖ]?[a-zæøåäö]+|[A-ZÆØÅÄÖ]+(?![a-zæøåäö])")
_TEMPERATURE = frozenset(
    {"temp", "temps", "tempc", "tempf", "temperature", "temperatur", "celsius", "fahrenheit"}
)
_HUMIDITY = frozenset({"humidity", "hum", "rh", "fuktighet", "luftfuktighet", "fukt", "luftfuktighed"})
_BATTERY = frozenset({"battery", "batt", "bat", "batteri", "vbat"})
_VOLTAGE = frozenset({"voltage", "volt", "volts", "v", "vbat", "mv", "spenning"})
_DOOR = frozenset({"door", "dør", "dörr", "dorr", "doer", "gate", "port", "window", "contact", "lid"})
# The temperature of a part of the device, a wished or computed one, a limit: never what a probe measured.
_NOT_MEASURED = frozenset(
    {
        "chip",
        "cpu",
        "core",
        "soc",
        "mcu",
        "esp",
        "board",
        "internal",
        "device",
        "module",
        "radio",
        "junction",
        "system",
    }
    | {
        "target",
        "setpoint",
        "set",
        "desired",
        "wanted",
        "goal",
        "preset",
        "max",
        "min",
        "maximum",
        "minimum",
        "mean",
    }
    | {
        "dew",
        "dewpoint",
        "feels",
        "apparent",
        "offset",
        "calibration",
        "correction",
        "limit",
        "alarm",
        "threshold",
    }
    | {
        "hysteresis",
        "resolution",
        "unit",
        "error",
        "status",
        "count",
        "soil",
        "moisture",
        "absolute",
        "color",
        "colour",
    }
    | {
        "mål",
        "ønsket",
        "önskad",
        "settpunkt",
        "sett",
        "innstilt",
        "inställd",
        "bør",
        "bör",
        "børverdi",
        "börvärde",
        "grense",
        "gräns",
        "maks",
        "snitt",
        "middel",
        "medel",
        "duggpunkt",
        "daggpunkt",
        "prosessor",
        "processor",
        "apparat",
        "enhet",
        "enhets",
    }
)
# Joined to the word before it, as Germanic languages and ebusd do: kyltemperatur, outsidetemp.
_JOINED = re.compile(r"(.+?)(?:temperature|temperatur|temp)", re.IGNORECASE)


def quantity_of(name: str) -> str | None:
    """The quantity of SensorValue a name stands for; None when it stands for none that is measured."""
    words = {word.lower() for word in _WORDS.findall(name)}
    joined = {part[1] for word in words if (part := _JOINED.fullmatch(word))}
    if (words | joined) & _NOT_MEASURED:
        return None
    if words & _BATTERY:
        return VOLTAGE if words & _VOLTAGE else BATTERY
    if words & _TEMPERATURE or joined:
        return TEMPERATURE
    if words & _HUMIDITY:
        return HUMIDITY
    return DOOR if words & _DOOR else None


def is_fahrenheit(unit: object) -> bool | None:
    """None for a unit that is of no temperature."""
    if not isinstance(unit, str):
        return None
    letters = unit.replace("°", "").replace("deg", "").strip().lower()
    return {"f": True, "fahrenheit": True, "c": False, "celsius": False}.get(letters)
