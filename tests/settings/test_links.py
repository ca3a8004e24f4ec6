"""Where a device is plugged in may be said from outside, by its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.kernel.errors import Misconfigured
from hub.settings import load

CONFIG = Path(__file__).parents[2] / "config"


def test_an_address_from_outside_replaces_the_one_in_the_file() -> None:
    settings = load(CONFIG, {"SAMLAST_LINK_GOODS_IN": "/dev/serial/by-id/usb-one"})
    assert settings.devices.scales[0].url == "/dev/serial/by-id/usb-one"
    assert settings.devices.scales[1].url == "socket://127.0.0.1:4001"


def test_an_address_for_a_device_that_is_not_declared_stops_the_start() -> None:
    with pytest.raises(Misconfigured, match=r"SAMLAST_LINK_GOODSIN.*no such device.*goods_in"):
        load(CONFIG, {"SAMLAST_LINK_GOODSIN": "/dev/ttyUSB0"})
