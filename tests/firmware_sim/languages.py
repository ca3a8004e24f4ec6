"""A simulated scale at rest with a given load, for the tests of its languages. No link and no clock."""

from decimal import Decimal

from firmware_sim.indicator import GRAMS_PER_UNIT, Indicator
from firmware_sim.languages.catalogue import language
from firmware_sim.scale import Platform, ScaleModel
from firmware_sim.speaking import Manner, Mode, Speaker

NO_LIMIT = 1_000_000_000


class Plate:
    """One scale and one reader. Numbers are in the unit shown."""

    def __init__(
        self,
        protocol: str,
        value: str = "0",
        unit: str = "kg",
        *,
        step: str = "",
        tare: str = "0",
        top: str = "",
        model: str = "",
        mode: Mode = Mode.ASKED,
        address: int = 1,
        frames_per_second: float = 10.0,
    ) -> None:
        """`step` is what the last digit of `value` counts, unless given; without `top` there is no limit either way."""
        division = Decimal(step) if step else Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))
        self._gram = GRAMS_PER_UNIT[unit]
        e_g = division * self._gram
        platform = Platform(
            Decimal(top) * self._gram if top else e_g * NO_LIMIT, e_g, noise_divisions=0.0,
            underload_divisions=20 if top else NO_LIMIT,
        )  # fmt: skip
        self.scale = ScaleModel(platform)
        self.indicator = Indicator(self.scale, unit, division=division)
        self.scale.preset_tare(float(Decimal(tare) * self._gram))
        self.put(str(Decimal(value) + Decimal(tare)))
        manner = Manner(mode, frames_per_second, address, "0031801165")
        self.speaker: Speaker = language(protocol).open(self.indicator, manner, model or None)

    def put(self, gross: str, *, wait_s: float = 10) -> None:
        self.scale.set_load(float(Decimal(gross) * self._gram))
        self.scale.tick(wait_s)

    def ask(self, request: bytes) -> bytes:
        return self.speaker.receive(request)
