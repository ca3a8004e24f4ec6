"""What `hub doctor` asks of barcode scanners on a line: whether the line opens. A scanner answers nothing until somebody scans.

Beside a running hub nothing is opened: it holds the lines, and says how they are (`hub.cli.doctor_running`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from hub.cli.doctor_checks import Finding, Tone
from hub.cli.doctor_running import Said, listen_to_running_hub
from hub.cli.os_words import words_of_cause, words_of_os
from hub.devices.links.streams import open_stream
from hub.devices.spec import ScannerSpec
from hub.kernel.clock import Clock
from hub.kernel.words import Language
from hub.settings import Settings


def look_at_scanners(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """A house without one is well: scanners that type like a keyboard stand in no file."""
    if not settings.devices.scanners:
        return
    said = listen_to_running_hub(settings, clock)
    language = settings.hub.language
    for spec in settings.devices.scanners:
        name = spec.name.in_(language)
        yield _opens(spec, name, language) if said is None else _as_said(spec, name, said, language)


def _as_said(spec: ScannerSpec, name: str, said: Said, language: Language) -> Finding:
    state = said.state(spec.key)
    if state is None:
        return Finding(Tone.LOOK, "device_not_said", {"name": name})
    is_there, why = state
    if is_there:
        return Finding(Tone.WELL, "scanner_there", {"name": name})
    facts: dict[str, object] = {"name": name, "url": spec.url, "why": words_of_cause(why, language)}
    return Finding(Tone.BROKEN, "scanner_lost", facts)


def _opens(spec: ScannerSpec, name: str, language: Language) -> Finding:
    try:
        with closing(open_stream(spec.url, spec.line)):
            return Finding(Tone.WELL, "scanner_there", {"name": name})
    except OSError as err:
        why = words_of_os(err, language)
        return Finding(Tone.BROKEN, "scanner_lost", {"name": name, "url": spec.url, "why": why})
