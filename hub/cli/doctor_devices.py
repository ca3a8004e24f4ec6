"""What `hub doctor` asks of scales and printers: each is opened, must answer, and is closed again.

Not for: a hub that is running. It holds the devices, and shows them on its own page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

from hub.cli.doctor_checks import Finding, Tone
from hub.cli.os_words import words_of_os
from hub.cli.running import read_run_file
from hub.devices.links.streams import open_stream
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.devices.protocols.frames import Counted, Frame, Garbled, Moving, Overload, Refused, Underload, Weight
from hub.devices.spec import ScaleSpec
from hub.kernel.clock import Clock
from hub.kernel.words import Language, Words
from hub.receiving.verification import Validity, validity
from hub.settings import Settings
from hub.worker.spool import station_of

# R 76 scales answer within a weighing cycle; a serial line at 2400 baud needs a tenth of that.
ANSWER_WITHIN_S = 2.0

_WORDS = {
    "silence": Words(nb="ingen svar", sv="inget svar", en="no answer"),
    "garbled": Words(nb="uleselig svar {raw}", sv="oläsligt svar {raw}", en="unreadable answer {raw}"),
    "refused": Words(nb="avslag {code}", sv="avslag {code}", en="refusal {code}"),
    "moving": Words(nb="i bevegelse", sv="i rörelse", en="moving"),
    "overload": Words(nb="overlast", sv="överlast", en="overload"),
    "underload": Words(nb="underlast", sv="underlast", en="underload"),
    PrinterTrouble.AWAY: Words(nb="ingen der", sv="ingen där", en="nobody there"),
    PrinterTrouble.NO_ANSWER: Words(nb="ingen svar", sv="inget svar", en="no answer"),
    PrinterTrouble.PAPER_OUT: Words(nb="tom for papir", sv="slut på papper", en="out of paper"),
    PrinterTrouble.COVER_OPEN: Words(nb="dekselet er åpent", sv="luckan är öppen", en="the cover is open"),
    PrinterTrouble.OFFLINE: Words(nb="satt av", sv="frånkopplad", en="switched offline"),
    PrinterTrouble.PRINTER_ERROR: Words(nb="skriverfeil", sv="skrivarfel", en="printer error"),
    PrinterTrouble.WRONG_PRINTER: Words(
        nb="en annen skriver enn devices.toml sier",
        sv="en annan skrivare än devices.toml säger",
        en="another printer than devices.toml says",
    ),
    PrinterTrouble.BROKE_OFF: Words(nb="linjen ble brutt", sv="förbindelsen bröts", en="the line broke off"),
    PrinterTrouble.UNCONFIRMED: Words(nb="ikke bekreftet", sv="inte bekräftat", en="not confirmed"),
}
_GONE = frozenset({PrinterTrouble.AWAY, PrinterTrouble.NO_ANSWER, PrinterTrouble.WRONG_PRINTER})


def look_at_scales(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Each scale is asked for its weight; any valid answer will do, moving and overload included."""
    language = settings.hub.language
    if not settings.devices.scales:
        yield Finding(Tone.LOOK, "no_scales")
    running = read_run_file(settings, "run", "work")
    if running is not None:
        yield Finding(Tone.LOOK, "devices_busy", {"pid": running["pid"]})
    for spec in settings.devices.scales:
        name = spec.name.in_(language)
        if running is None:
            yield _answer_of(spec, name, language, clock)
        yield from _verification_of(spec, name, clock.now().astimezone(settings.hub.zone).date())


def _verification_of(spec: ScaleSpec, name: str, today: date) -> Iterator[Finding]:
    keys = {Validity.OVERDUE: "scale_unverified", Validity.DUE_SOON: "scale_due"}
    key = keys.get(validity(spec.verified_until, today))
    if key is not None and spec.verified_until is not None:
        yield Finding(Tone.LOOK, key, {"name": name, "date": spec.verified_until.isoformat()})


def _answer_of(spec: ScaleSpec, name: str, language: Language, clock: Clock) -> Finding:
    silent = {"name": name, "url": spec.url}
    try:
        frame = _ask(spec, clock)
    except OSError as err:
        return Finding(Tone.BROKEN, "scale_silent", {**silent, "why": words_of_os(err, language)})
    if frame is None:
        return Finding(Tone.BROKEN, "scale_silent", {**silent, "why": _WORDS["silence"].in_(language)})
    shown = shown_frame(frame, language)
    if isinstance(frame, Garbled | Refused):
        return Finding(Tone.BROKEN, "scale_silent", {**silent, "why": shown})
    return Finding(Tone.WELL, "scale_answers", {"name": name, "shown": shown})


def _ask(spec: ScaleSpec, clock: Clock) -> Frame | None:
    """The first weight, or the first thing that is none when no weight comes; None is silence."""
    decoder = spec.new_decoder()
    other: Frame | None = None
    with closing(open_stream(spec.url, spec.line)) as stream:
        question = getattr(decoder, "ask_weight", None)
        if question:
            stream.write(question)
        deadline = clock.monotonic() + ANSWER_WITHIN_S
        while (left := deadline - clock.monotonic()) > 0:
            for frame in decoder.feed(stream.read(min(left, 0.2))):
                if isinstance(frame, Weight | Counted | Moving | Overload | Underload):
                    return frame
                other = frame
    return other or next(iter(decoder.flush()), None)


def shown_frame(frame: Frame, language: Language) -> str:
    match frame:
        case Weight():
            # A language may send no unit; what the display shows is then the declared one.
            return f"{frame.value} {frame.unit or ''}".rstrip()
        case Counted():
            return frame.value
        case Moving():
            return _WORDS["moving"].in_(language)
        case Overload():
            return _WORDS["overload"].in_(language)
        case Underload():
            return _WORDS["underload"].in_(language)
        case Refused():
            return _WORDS["refused"].in_(language).format(code=frame.code)
    return _WORDS["garbled"].in_(language).format(raw=frame.raw[:40]) if frame.raw else ""


def look_at_printers(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Each printer is asked for its status; nothing is printed. While a hub runs, the scales have said so."""
    language = settings.hub.language
    if not settings.devices.printers:
        yield Finding(Tone.LOOK, "no_printers")
    if read_run_file(settings, "run", "work") is not None:
        return
    for spec in settings.devices.printers:
        name = spec.name.in_(language)
        trouble = station_of(spec, clock).driver.trouble()
        if trouble is None:
            yield Finding(Tone.WELL, "printer_ready", {"name": name})
            continue
        why = _WORDS[trouble].in_(language)
        if trouble in _GONE:
            yield Finding(Tone.BROKEN, "printer_silent", {"name": name, "url": spec.url, "why": why})
        else:
            yield Finding(Tone.LOOK, "printer_troubled", {"name": name, "why": why})
