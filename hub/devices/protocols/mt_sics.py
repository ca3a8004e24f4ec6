"""Mettler Toledo MT-SICS, level 0 and 1: lines of text, one answer to one command.

    S _ S _ _ _ _ _ 1 0 0 . 0 0 _ g CR LF
    0   2   4                 13  15         ID, status, weight right-aligned in 10 columns, unit

    S S  stable        S D  moving          S +  overload       S -  underload
    S M, S N           the same as S and D, below the weight that is weighed exactly enough (MinWeigh)
    S I  cannot now    S L  wrong parameter ES   syntax error   ET  transmission   EL  cannot   EI  busy
    S S _ Error 10b    the scale itself is faulty: what, and when it was found
    T S  tare taken    TA A tare memory     Z A  zeroed         I4 A "serial"      @ A restarted
    SIX1 S 0 N R R 0 0 0 1 N _____1.734_____1.234_____0.500_kg       gross, net and tare in one answer
                                 before the numbers: range, and the tare: N none, M weighed, P preset

Source: Mettler-Toledo, Reference Manual MT-SICS (11781363), and the balance manuals named with the captures. The S commands answer
with what the display shows: the net weight. Balances name S in the answer to every command that asks for a weight, some terminals
the command itself (SI, SU, SIR). Numbers in answers to I and @ are capacities and serial numbers, never weights.
Not here: when a weight counts (`hub.devices.settle`) and when to ask (`hub.devices.drivers.scale`).
"""

from __future__ import annotations

import re
from decimal import Decimal

from hub.devices.protocols.cutting import LineCodec
from hub.devices.protocols.frames import (
    Answer,
    Counted,
    Frame,
    Garbled,
    Kind,
    Overload,
    Refused,
    TareKind,
    Underload,
    Weight,
)
from hub.devices.protocols.layout import PIECES, UNITS
from hub.devices.registry import protocol

# A digit that is not verified may stand in brackets.
_NUMBER = r"(?P<value>-? *\d+(?:\.\d*(?:\[\d+\])?)?)(?<!\.)"
# The units of the manual's list. Any other word is a letter the line has spoilt, such as "cg" for "kg".
_UNIT = r"(?P<unit>(?i:kg|mg|g|t|ct|lb|ozt|oz|gn|dwt|mom|msg|tl[hst]|tola|baht|pcs|%))"
# Every command that sends a weight: S, SI, SR, SIR and SNR, each also with the unit on the display.
_WEIGHS = r"(?:S(?:I?R?|NR)U?|SUI)"
_REST = r"(?P<status>[SMDN])"
_AT_REST = frozenset("SM")
_WEIGHT = re.compile(rf"{_WEIGHS} {_REST} +{_NUMBER} {{1,3}}{_UNIT} *")
_POUNDS_OUNCES = re.compile(
    rf"{_WEIGHS} {_REST} +(?P<sign>-?)(?P<pounds>\d+):(?P<ounces> ?\d+(?:\.\d+)?) +lb:oz *"
)
_FAULTY = re.compile(rf"{_WEIGHS} {_REST} +(?P<code>Error \d{{1,3}}[a-z]) *")
_TARE = re.compile(rf"T[AIC]{{0,2}} (?P<status>[SDA]) +{_NUMBER} {{1,3}}{_UNIT} *")
_COUNT = re.compile(r"PCS (?P<status>[SD]) +(?P<value>-?\d+) *")
_FIELD = r" *(-?\d+(?:\.\d+)?)"
_SIX1 = re.compile(
    rf"SIX1 (?P<status>[SMDNZ])(?: \S+){{7,8}} (?P<mode>\S+){_FIELD}{_FIELD}{_FIELD} {{1,3}}{_UNIT} *"
)
_OUT_OF_RANGE = re.compile(rf"(?:{_WEIGHS}|SIX1|PCS) (?P<which>[+-]) *")
_REFUSED = re.compile(r"(?P<code>E[STLI]|[A-Z@][A-Z0-9]{0,5} [ILEN+-]) *")
_ANSWER = re.compile(r"(?P<command>[A-Z][A-Z0-9]{0,5}|@) (?P<status>[ABCDRS])(?P<text>(?: .*)?)")
_OUNCES_PER_POUND = 16
# Commands whose answer is a weight or a tare: what does not fit their layout is garbled, not "some answer".
_WEIGHING = re.compile(rf"{_WEIGHS}|SIX1|PCS|T|TI|TA")


@protocol("mt_sics")
class MtSics(LineCodec):
    """Every answer names its command, so what was asked does not matter."""

    ask_weight: bytes | None = b"SI\r\n"
    ask_stream = b"SIR\r\n"
    ask_tare_memory: bytes | None = b"TA\r\n"
    # TA tells the tare and not how it came about; SIX1, where the scale has it, tells both.
    ask_tare_kind = b"SIX1\r\n"
    ask_serial: bytes | None = b"I4\r\n"
    ask_zero = b"Z\r\n"
    ask_tare = b"T\r\n"
    # Every line begins with the command it answers.
    telling = 95
    # Whatever stands on the display is called net.
    net_means_tared = False

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        return [_decode(text, raw)]


def _decode(text: str, raw: bytes) -> Frame:
    if found := _WEIGHT.fullmatch(text):
        return _weight(found, raw)
    if found := _POUNDS_OUNCES.fullmatch(text):
        ounces = int(found["pounds"]) * _OUNCES_PER_POUND + Decimal(found["ounces"].strip())
        return Weight(f"{found['sign']}{ounces}", "oz", found["status"] in _AT_REST, Kind.NET, raw)
    if found := _SIX1.fullmatch(text):
        return _three_weights(found, raw)
    if found := _TARE.fullmatch(text):
        return Weight(_digits(found["value"]), _unit(found), found["status"] != "D", Kind.TARE, raw)
    if found := _COUNT.fullmatch(text):
        return Counted(found["value"], found["status"] == "S", raw)
    if found := _OUT_OF_RANGE.fullmatch(text):
        return Overload(raw) if found["which"] == "+" else Underload(raw)
    if found := _REFUSED.fullmatch(text) or _FAULTY.fullmatch(text):
        return Refused(found["code"], raw)
    if (found := _ANSWER.fullmatch(text)) and not _WEIGHING.fullmatch(found["command"]):
        return Answer(found["command"], found["text"].strip(), raw)
    return Garbled(raw)


def _weight(found: re.Match[str], raw: bytes) -> Frame:
    stable = found["status"] in _AT_REST
    value = _digits(found["value"])
    unit = _unit(found)
    if unit == PIECES:
        return Counted(value, stable, raw)
    return Weight(value, unit, stable, Kind.NET, raw)


def _unit(found: re.Match[str]) -> str:
    """As all languages write it: displays show KG and Kg too."""
    return UNITS[found["unit"].lower()]


def _three_weights(found: re.Match[str], raw: bytes) -> Frame:
    gross, net, tare = found[3], found[4], found[5]
    if not _adds_up(gross, net, tare):
        return Garbled(raw)
    preset = TareKind.PRESET if found["mode"] == "P" else TareKind.WEIGHED if found["mode"] == "M" else None
    return Weight(
        net,
        _unit(found),
        found["status"] in _AT_REST,
        Kind.NET,
        raw,
        gross=gross,
        tare=tare,
        tare_kind=preset,
    )


def _adds_up(gross: str, net: str, tare: str) -> bool:
    """Gross less tare is net, but for one step of the last digit: each of the three is rounded by itself."""
    shown = [Decimal(one) for one in (gross, net, tare)]
    step = Decimal(1).scaleb(max(int(one.as_tuple().exponent) for one in shown))
    return abs(shown[0] - shown[2] - shown[1]) <= step


def _digits(shown: str) -> str:
    """The number without the brackets around a digit that is not verified, and with its sign at the first digit."""
    return shown.replace("[", "").replace("]", "").replace(" ", "")
