"""A printer on a USB cable, through the kernel's own driver (usblp): a character device that takes bytes and gives back the printer's.

    /dev/usb/lp0                    the device as it is numbered now: another one after a restart, so only for trying out
    usb://04b8:0e15                 the only printer of this maker and product (lsusb says them)
    usb://04b8:0e15/J4XF012345      the one with this serial number

The kernel lets one program at a time open it. A printer without a way back never answers; its line is written to, and `paper_out` asks
the port's three status wires, which every such printer has. Source: Linux, drivers/usb/class/usblp.c; USB Printer Class 1.1, 4.2.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import select
import struct
from pathlib import Path
from time import monotonic

SCHEME = "usb://"
DEVICES, NODES = Path("/sys/class/usbmisc"), Path("/dev/usb")
PIECE = 4_096
WRITE_TIMEOUT_S = 5.0
# <linux/lp.h>. Of the port status bit 5 is paper empty, 4 selected, 3 no error.
_LPGETSTATUS = 0x060B
_PAPER_EMPTY = 0x20
_NAMED = re.compile(r"usb://([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?:/(.+))?")


def is_usb(url: str) -> bool:
    return url.startswith((SCHEME, f"{NODES}/"))


class UsbStream:
    """The character device behind the `Stream` port. No bytes are no end: some printers send empty pieces."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)

    def read(self, timeout_s: float) -> bytes:
        readable, _, _ = select.select([self._handle], [], [], timeout_s)
        if not readable:
            return b""
        try:
            return os.read(self._handle, PIECE)
        except BlockingIOError:
            return b""

    def write(self, raw: bytes) -> None:
        """Raises TimeoutError when the printer takes nothing for five seconds: its buffer is full, or it stands still."""
        rest, deadline = memoryview(raw), monotonic() + WRITE_TIMEOUT_S
        while rest:
            left = deadline - monotonic()
            if left <= 0 or not select.select([], [self._handle], [], left)[1]:
                raise TimeoutError(f"the printer took {len(raw) - len(rest)} of {len(raw)} bytes")
            try:
                rest = rest[os.write(self._handle, rest) :]
            except BlockingIOError:
                continue
            deadline = monotonic() + WRITE_TIMEOUT_S
        # The kernel counts a piece as written while it is still on the cable, and closing would throw that piece away.
        if not select.select([], [self._handle], [], WRITE_TIMEOUT_S)[1]:
            raise TimeoutError("the printer did not take the last piece")

    def paper_out(self) -> bool | None:
        """What the port's wires say; None where there is no such question, as on a pseudo-terminal."""
        try:
            raw = fcntl.ioctl(self._handle, _LPGETSTATUS, struct.pack("i", 0))
        except OSError as err:
            if err.errno in (errno.ENOTTY, errno.EINVAL, errno.ENOSYS):
                return None
            raise
        return bool(struct.unpack("i", raw)[0] & _PAPER_EMPTY)

    def close(self) -> None:
        os.close(self._handle)


def open_usb(url: str, devices: Path = DEVICES, nodes: Path = NODES) -> UsbStream:
    """Raises OSError: nobody is there, somebody else has it, or the address means no printer or more than one."""
    if not url.startswith(SCHEME):
        return UsbStream(Path(url))
    named = _NAMED.fullmatch(url)
    if named is None:
        raise OSError(
            errno.EINVAL, f"{url} is no address of a USB printer; write usb://vendor:product/serial"
        )
    vendor, product, serial = named[1].lower(), named[2].lower(), named[3]
    found = [
        device.name
        for device in sorted(devices.glob("lp*"))
        if _told(device)[:2] == (vendor, product) and serial in (None, _told(device)[2])
    ]
    if not found:
        raise FileNotFoundError(errno.ENOENT, f"no such USB printer: {url}")
    if len(found) > 1:
        raise OSError(errno.EINVAL, f"{len(found)} USB printers are {url}; write the serial number behind it")
    return UsbStream(nodes / found[0])


def _told(device: Path) -> tuple[str, str, str]:
    """Maker, product and serial number as the kernel has them: the device of the interface is the folder above."""
    above = (device / "device").resolve().parent
    vendor, product, serial = (_line(above / name) for name in ("idVendor", "idProduct", "serial"))
    return vendor, product, serial


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
