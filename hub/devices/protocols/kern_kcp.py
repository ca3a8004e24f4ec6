"""KERN Communication Protocol (KCP): the frames of MT-SICS level 0 and 1, spoken by KERN scales of today.

    S _ S _ _ _ _ _ 1 0 0 . 0 0 _ g CR LF          as MT-SICS; the answers to S are net, also those without a weight

Ask no more often than every 100 ms. Source: KERN CKE manual p. 79, KCP manual.
"""

from __future__ import annotations

from dataclasses import replace

from hub.devices.protocols.frames import Frame, Kind, Overload, Refused, Underload
from hub.devices.protocols.mt_sics import MtSics
from hub.devices.registry import protocol


@protocol("kern_kcp")
class KernKcp(MtSics):
    def feed(self, raw: bytes) -> list[Frame]:
        return [_net(frame) for frame in super().feed(raw)]


def _net(frame: Frame) -> Frame:
    if isinstance(frame, Overload | Underload | Refused) and frame.raw.startswith(b"S"):
        return replace(frame, kind=Kind.NET)
    return frame
