"""What the simulated scale of each language says about a load. They were written from the manuals and not from the decoders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from firmware_sim.languages.catalogue import LANGUAGES
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice, ScaleSpec
from firmware_sim.serving import Session
from firmware_sim.speaking import Mode
from hub.devices.registry import protocols
from hub.devices.turns import next_turn

PLATFORM = Platform(60_000, 10)
SETTLES_S = 10
NEXT_FRAME_S = 0.11


def languages() -> tuple[str, ...]:
    return tuple(sorted(protocols().keys() & LANGUAGES.keys()))


def frames(name: str, loads: Iterable[int]) -> Iterator[bytes]:
    """One whole answer, or one frame of the stream, for each load in grams once it rests."""
    asks: bytes | None = getattr(protocols()[name], "ask_weight", None)
    # A printer's line comes when a key is pressed; here it is told to repeat it.
    prints = LANGUAGES[name].mode is Mode.PRINT
    scale = ScaleDevice(ScaleSpec("spoken", PLATFORM, protocol=name, mode=Mode.STREAM if prints else ""))
    for grams in loads:
        scale.set_load(grams)
        scale.tick(SETTLES_S)
        # A conversation of its own for each: a checkout scale does not tell a second weight to the same price.
        session = scale.open_session()
        session.poll()
        said = _answer(name, session, asks) if asks else b""
        if not said:
            scale.tick(NEXT_FRAME_S)
            said = session.poll()
        yield said


def _answer(name: str, session: Session, asks: bytes) -> bytes:
    """The last word of the conversation: the turns before it carry no weight."""
    decoder = protocols()[name]()
    turn: bytes | None = asks
    said = b""
    while turn is not None:
        decoder.asked(turn)
        said = session.receive(turn)
        turn = next((more for frame in decoder.feed(said) if (more := next_turn(decoder, frame))), None)
    return said
