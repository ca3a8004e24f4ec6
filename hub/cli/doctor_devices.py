"""What `hub doctor` asks of scales and printers: each is opened, must answer, and is closed again.

Beside a running hub nothing is opened: it holds the lines, and says how they are (`hub.cli.doctor_running`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

from hub.cli.doctor_checks import Finding, Tone
from hub.cli.doctor_running import Said, listen_to_running_hub
from hub.cli.os_words import words_of_cause, words_of_os
from hub.devices.links.streams import open_stream
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.devices.protocols.frames import Counted, Frame, Garbled, Moving, Overload, Refused, Underload, Weight
from hub.devices.spec import PrinterSpec, ScaleSpec
from hub.devices.turns import next_turn
from hub.kernel.clock import Clock
from hub.kernel.words import Language, Words
from hub.receiving.verification import Validity, validity
from hub.settings import Settings
from hub.worker.printing import GONE
from hub.worker.spool import driver_of

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


def look_at_scales(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Each scale is asked for its weight, and any valid answer will do; beside a running hub, the hub is asked."""
    if not settings.devices.scales:
        yield Finding(Tone.LOOK, "no_scales")
    said = listen_to_running_hub(settings, clock)
    if said is not None:
        yield Finding(Tone.WELL, "devices_held", {"pid": said.pid})
    language = settings.hub.language
    for spec in settings.devices.scales:
        name = spec.name.in_(language)
        if said is None:
            yield _answer_of(spec, name, language, clock)
        else:
            yield _scale_as_said(spec, name, said, language)
        yield from _verification_of(spec, name, clock.now().astimezone(settings.hub.zone).date())


def _scale_as_said(spec: ScaleSpec, name: str, said: Said, language: Language) -> Finding:
    state = said.state(spec.key)
    if state is None:
        return Finding(Tone.LOOK, "device_not_said", {"name": name})
    is_there, why = state
    if not is_there:
        facts: dict[str, object] = {"name": name, "url": spec.url, "why": words_of_cause(why, language)}
        return Finding(Tone.BROKEN, "scale_silent", facts)
    return Finding(Tone.WELL, "scale_answers", {"name": name, "shown": said.shown(spec.key) or "–"})


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
            decoder.asked(question)
            stream.write(question)
        deadline = clock.monotonic() + ANSWER_WITHIN_S
        while (left := deadline - clock.monotonic()) > 0:
            for frame in decoder.feed(stream.read(min(left, 0.2))):
                if (turn := next_turn(decoder, frame)) is not None:
                    decoder.asked(turn)
                    stream.write(turn)
                    continue
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
    """Each printer is asked for its status, and nothing is printed; beside a running hub, the hub is asked."""
    if not settings.devices.printers:
        yield Finding(Tone.LOOK, "no_printers")
    said = listen_to_running_hub(settings, clock)
    for spec in settings.devices.printers:
        name = spec.name.in_(settings.hub.language)
        if said is None:
            trouble: str | None = driver_of(spec, clock).trouble()
        elif (state := said.state(spec.key)) is None:
            yield Finding(Tone.LOOK, "device_not_said", {"name": name})
            continue
        else:
            trouble = state[1] or None
        yield _printer_with(trouble, spec, name, settings.hub.language)


def _printer_with(trouble: str | None, spec: PrinterSpec, name: str, language: Language) -> Finding:
    if trouble is None:
        return Finding(Tone.WELL, "printer_ready", {"name": name})
    known = PrinterTrouble(trouble) if trouble in set(PrinterTrouble) else None
    why = _WORDS[known].in_(language) if known else trouble
    if known in GONE:
        return Finding(Tone.BROKEN, "printer_silent", {"name": name, "url": spec.url, "why": why})
    return Finding(Tone.LOOK, "printer_troubled", {"name": name, "why": why})
