"""What cables, connectors and neighbours do to bytes on the way out of a device. Knows no protocol."""

import random
from enum import StrEnum

from firmware_sim.line import with_parity


class WireFault(StrEnum):
    """Faults of the line between a device and its reader."""

    SILENCE = "silence"
    CUT_FRAMES = "cut_frames"
    GARBAGE = "garbage"
    FLIPPED_BITS = "flipped_bits"
    PARITY_BITS = "parity_bits"


class FaultyWire:
    """Spoils outgoing bytes in a repeatable way while faults are switched on."""

    def __init__(self, *, seed: int = 7, odd_parity: bool = False) -> None:
        self.active: set[WireFault] = set()
        self._odd_parity = odd_parity
        self._random = random.Random(seed)  # noqa: S311 - line noise, not a secret

    def switch(self, fault: WireFault, *, on: bool) -> None:
        if on:
            self.active.add(fault)
        else:
            self.active.discard(fault)

    def carry(self, sent: bytes) -> bytes:
        """The bytes that arrive at the other end."""
        if not sent or WireFault.SILENCE in self.active:
            return b""
        arrived = bytearray(sent)
        if WireFault.PARITY_BITS in self.active:
            # A seven-bit line, read as eight bits: the parity stays on top of every byte.
            arrived = bytearray(with_parity(sent, odd=self._odd_parity))
        if WireFault.CUT_FRAMES in self.active:
            # A frame loses its head or its tail; which one, and how much, changes from frame to frame.
            cut = self._random.randint(1, len(arrived) - 1) if len(arrived) > 1 else 0
            arrived = arrived[cut:] if self._random.random() < 0.5 else arrived[:cut]  # noqa: PLR2004 - a coin
        if WireFault.FLIPPED_BITS in self.active and arrived:
            arrived[self._random.randrange(len(arrived))] ^= 1 << self._random.randrange(8)
        if WireFault.GARBAGE in self.active:
            noise = bytes(
                self._random.choice(b"\x00\x7f\xff\xfe\x80\x15") for _ in range(self._random.randint(1, 6))
            )
            arrived = bytearray(noise) + arrived
        return bytes(arrived)
