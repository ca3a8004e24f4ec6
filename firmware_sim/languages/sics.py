"""MT-SICS and KERN KCP in the form of the other languages. The dialogue itself is in `firmware_sim/mt_sics.py`.

KCP (CKE manual p. 79) is the same command set under another maker's name.
"""

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.mt_sics import MtSics
from firmware_sim.speaking import Grammar, Manner, Mode, Speaker


def _at_once(_shown: Shown, _manner: Manner) -> bytes:
    return b""


class SicsSpeaker(Speaker):
    """Hands every byte to the dialogue. In stream mode it has been told SIR before the reader came."""

    model_name = "Platform"

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self._dialogue = MtSics(
            indicator.model,
            unit=indicator.unit,
            serial_number=manner.serial_number,
            model_name=self.model_name,
        )
        if manner.mode is Mode.STREAM:
            self._dialogue.receive(b"SIR\r\n")

    def receive(self, chunk: bytes) -> bytes:
        self._dialogue.unit = self.indicator.unit
        return self._dialogue.receive(chunk)

    def poll(self) -> bytes:
        self._dialogue.unit = self.indicator.unit
        return self._dialogue.poll()

    def frame(self) -> bytes:
        self._dialogue.unit = self.indicator.unit
        return self._dialogue.weight_now()


class KcpSpeaker(SicsSpeaker):
    """The same words from another maker."""

    model_name = "KERN"


MT_SICS = {"level1": Grammar(_at_once, speaker=SicsSpeaker)}
KERN_KCP = {"kcp": Grammar(_at_once, speaker=KcpSpeaker)}
