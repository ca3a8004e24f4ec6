"""Wire languages by name. A decoder registers itself where it is defined; the same name twice is a fault of the house.

`load()` imports the codecs; nothing else needs to know which there are.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from hub.devices.ports import ScaleDecoder

CODECS = (
    "mt_sics",
    "adam_text",
    "bench_lines",
    "cas_type6",
    "comma_lines",
    "dialog06",
    "header_lines",
    "kern_kcp",
    "nci_ecr",
    "ohaus_standard",
    "radwag",
    "sartorius_sbi",
    "sma",
    "stx_lines",
    "toledo_8217",
    "toledo_continuous",
    "yaohua",
)

D = TypeVar("D", bound=type[ScaleDecoder])

_known: dict[str, type[ScaleDecoder]] = {}


class RegisteredTwiceError(Exception):
    """Two decoders claim one name."""


def protocol(name: str) -> Callable[[D], D]:
    """Class decorator: this decoder speaks `name`."""

    def register(decoder: D) -> D:
        if name in _known and _known[name] is not decoder:
            raise RegisteredTwiceError(name)
        _known[name] = decoder
        return decoder

    return register


def protocols() -> dict[str, type[ScaleDecoder]]:
    """Every decoder by its name."""
    for module in CODECS:
        import_module(f"hub.devices.protocols.{module}")
    return dict(_known)
