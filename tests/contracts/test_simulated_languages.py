"""Simulated scales and the hub's codecs were written apart from the same manuals: here they must agree."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest

from firmware_sim.indicator import Shown
from firmware_sim.languages.catalogue import LANGUAGES
from firmware_sim.speaking import DoesNotFit, Manner
from hub.devices.decode import scale_frames


class Load(NamedTuple):
    gross: str
    tare: str = "0"
    stable: bool = True


LOADS = [Load("10.450"), Load("10.450", stable=False), Load("12.300", "1.850"), Load("0.000")]
MODELS = [(name, model) for name, language in LANGUAGES.items() for model in language.models]


def _frame(name: str, model: str, load: Load) -> bytes:
    shown = Shown(Decimal(load.gross), Decimal(load.tare), "kg", Decimal("0.005"), stable=load.stable)
    try:
        return LANGUAGES[name].models[model].frame(shown, Manner())
    except DoesNotFit:
        return b""


@pytest.mark.parametrize(("name", "model"), MODELS)
@pytest.mark.parametrize("load", LOADS)
def test_what_a_simulated_scale_says_is_what_the_hub_reads(name: str, model: str, load: Load) -> None:
    wire = _frame(name, model, load)
    for frame in scale_frames(name, wire):
        assert frame["status"] not in {"garbled", "error"}, wire
        # Some frames say that the load moves and give no number; some show the gross while a tare is set.
        if frame["value"] is not None:
            net = Decimal(load.gross) - Decimal(load.tare)
            assert Decimal(str(frame["value"])) in {net, Decimal(load.gross)}, wire
            assert frame["unit"] in {"kg", "lb", None}, wire
            assert frame["kind"] != "net" or Decimal(str(frame["value"])) == net, wire
        assert frame["stable"] in {load.stable, None}, wire


def test_every_language_of_the_hub_is_simulated() -> None:
    assert len({name for name, model in MODELS if _frame(name, model, LOADS[0])}) >= 30
