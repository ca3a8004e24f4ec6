"""Speed, data bits and parity of a line, and what is heard when its two ends disagree. Knows no link and no device."""

import re
import termios
from dataclasses import dataclass, replace

_LINE = re.compile(r"(\d+)[ ,]+([78])([NEO])([12])")
_SPEEDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Speed, data bits, parity and stop bits of one end of a line."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stop: int = 1

    @classmethod
    def parse(cls, text: str) -> "LineSettings":
        """`9600 7E1`. Raises ValueError."""
        found = _LINE.fullmatch(text.strip())
        if found is None:
            message = f"'{text}' is no line setting; write one like '9600 7E1'"
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]), found[3], int(found[4]))

    def __str__(self) -> str:
        return f"{self.baud} {self.bits}{self.parity}{self.stop}"


def with_parity(sent: bytes, *, odd: bool) -> bytes:
    """Seven-bit bytes as eight bits that carry their parity on top."""
    return bytes((byte & 0x7F) | (((byte & 0x7F).bit_count() + odd) % 2) << 7 for byte in sent)


def scrambled(sent: bytes) -> bytes:
    """Rubbish, but the same rubbish for the same bytes."""
    return bytes((byte * 5 + 0x83) & 0xFF for byte in sent)


def heard(sent: bytes, device: LineSettings, reader: LineSettings) -> bytes:
    """What a reader with other settings makes of the bytes."""
    if device.baud != reader.baud:
        return scrambled(sent)
    if device.bits == 7 and reader.bits == 8:  # noqa: PLR2004 - the widths of a serial byte
        return with_parity(sent, odd=device.parity == "O")
    return bytes(byte & 0x7F for byte in sent) if reader.bits < 8 else sent  # noqa: PLR2004 - as above


def understood(sent: bytes, device: LineSettings, reader: LineSettings) -> bytes:
    """What the device makes of a request; only another speed spoils it, since parity is all that else differs."""
    return sent if device.baud == reader.baud else scrambled(sent)


def of_terminal(descriptor: int, device: LineSettings) -> LineSettings:
    """What the reader has chosen on a pseudo-terminal: it keeps the speed, and forgets data bits and parity."""
    speed = termios.tcgetattr(descriptor)[4]
    baud = next((rate for rate in _SPEEDS if getattr(termios, f"B{rate}") == speed), 0)
    return replace(device, baud=baud)
