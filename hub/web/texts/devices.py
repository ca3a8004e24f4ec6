"""Titles of what a scale or a printer can be, as the devices page says it."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.kernel.causes import Cause


class Presence(StrEnum):
    """Lost is not the same as never heard of since the start."""

    THERE = "there"
    LOST = "lost"
    UNKNOWN = "unknown"


TITLES: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Presence: {
        Presence.THERE: _l("Connected"),
        Presence.LOST: _l("Lost"),
        Presence.UNKNOWN: _l("Not heard of yet"),
    },
    Cause: {
        Cause.SILENT: _l("The device did not answer. Check its cable and power, then try again."),
        Cause.UNREADABLE: _l(
            "What it sends cannot be read. Check speed, parity and protocol in devices.toml."
        ),
        Cause.ANOTHER: _l("Another device answers than the one in devices.toml. Check its serial number"),
        Cause.NOT_THERE: _l("Nothing is plugged in there. Check the cable and the address in devices.toml."),
        Cause.NOT_ALLOWED: _l(
            "The hub is not allowed to open it. The administrator has to give it the right."
        ),
        Cause.FILE_IN_THE_WAY: _l("The address in devices.toml is not a device."),
        Cause.IS_A_FOLDER: _l("The address in devices.toml is not a device."),
        Cause.READ_ONLY: _l("It can only be read. The administrator has to give the hub the right to write."),
        Cause.DISK_FULL: _l("The disk is full. Make room, then it goes on by itself."),
        Cause.REFUSED: _l("Nobody takes the connection there. Check that the device is on, and its address."),
        Cause.BROKEN_OFF: _l("The connection broke off. Check its cable and power; it comes back by itself."),
        Cause.NO_ANSWER: _l("The device did not answer. Check its cable and power, then try again."),
        Cause.NO_WAY: _l("The network does not reach it. Check the network cable and the address."),
        Cause.BUSY: _l("Another program is using it. Close that program; the hub then takes it by itself."),
        Cause.UNPLUGGED: _l("It was unplugged or switched off. Plug it in; it comes back by itself."),
        Cause.NO_SUCH_NAME: _l("No machine has that name. Check the address in devices.toml."),
    },
}
