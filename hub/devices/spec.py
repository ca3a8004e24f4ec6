"""Devices as declared in config/devices.toml: frozen values, every fault of the file reported at once.

Not for: opening anything. Whether a device is there is asked when it is started, and a device that is not there is no fault here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.devices.ports import ScaleDecoder
from hub.devices.printer_models import PrinterModel, printer_models
from hub.devices.protocols.described import DescribedLine, LinePattern, line_pattern
from hub.devices.protocols.described_message import described_messages
from hub.devices.protocols.scanner_lines import Suffix
from hub.devices.registry import protocols
from hub.devices.sensor_spec import SensorSpec, prefixes_set
from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.quantity import Mass
from hub.kernel.toml_lines import Place, key_lines, line_of
from hub.kernel.unfit import Said, Unfit, said_of
from hub.kernel.words import Words

# Pounds and ounces are no whole milligrams, and no scale of the house is verified in them.
UNITS = ("kg", "g", "t")
# R 76-1, table 3: the minimum capacity in divisions, by accuracy class. For class II the larger of its two.
LEAST_DIVISIONS = {"I": 100, "II": 50, "III": 20, "IIII": 10}
# The papers that have layouts in config/labels; notes have none, and go to printers of receipts.
LAID_OUT = ("crate_label", "consignment_label", "pallet_label", "place_label", "product_card")
# Whoever takes crate labels takes the other labels, and whoever takes delivery notes the other notes (`hub.labels.content.taken`).
PAPERS = (
    *LAID_OUT,
    "delivery_note",
    "pick_list",
    "collection_order",
    "load_list",
    "receiving_slip",
    "weighing_ticket",
)
ESCPOS, ZPL, PDF = "escpos", "zpl", "pdf"
QUEUES = ("ipp://", "ipps://")
HEADS_DPI = (180, 203, 300)
USUAL_DPI, USUAL_DOTS = 203, 576
# A4 at the usual resolution.
PAGE_DOTS = 1_678
# The language whose lines may be described in the file.
DESCRIBED = "generic_ascii"
CODE_PAGES = ("CP858", "CP1252", "CP865", "CP850", "CP437")
KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Serial line settings; without effect on a network address."""

    baud: int
    bits: int
    parity: str
    stop: int


@dataclass(frozen=True, slots=True)
class ScaleSpec:
    """One scale. Masses are of the scale itself: maximum load, minimum load, division, half-width of its zero band.

    `change`: how far the weight must move to be another load without the platform being empty in between. `stream`: the
    scale repeats its weight by itself. `serial`: what it must answer for its serial number; None takes any. `frame`: what its
    lines look like, when no language of the house fits.
    """

    key: str
    name: Words
    url: str
    line: LineSettings
    protocol: str
    place: str
    unit: str
    maximum: Mass
    minimum: Mass
    division: Mass
    zero_band: Mass
    change: Mass
    window_s: Decimal
    poll_s: Decimal
    stream: bool
    serial: str | None
    verified_until: date | None
    frame: LinePattern | None = None
    accuracy_class: str = "III"

    def new_decoder(self) -> ScaleDecoder:
        """One for each connection: a decoder remembers what has not come whole yet."""
        return DescribedLine(self.frame) if self.frame else protocols()[self.protocol]()


@dataclass(frozen=True, slots=True)
class PrinterSpec:
    """One printer. `width_dots` is what the head prints. `model`: its name in `printer_models`, or any. `answers`: it has a way back.

    `layout`: which layout of config/labels a kind of paper has; without one a receipt printer gets rows of its own letters.
    """

    key: str
    name: Words
    url: str
    line: LineSettings
    width_dots: int
    code_page: str
    code_page_number: int | None
    confirms: bool
    serial: str | None
    papers: tuple[str, ...]
    language: str = ESCPOS
    dpi: int = USUAL_DPI
    model: str | None = None
    answers: bool = True
    layout: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScannerSpec:
    """One barcode scanner that is no keyboard. `place`: where it is used. `silence_s` ends a code where nothing else does."""

    key: str
    name: Words
    url: str
    line: LineSettings
    place: str
    suffix: Suffix
    silence_s: Decimal


@dataclass(frozen=True, slots=True)
class DeviceSpecs:
    """Everything in devices.toml."""

    scales: tuple[ScaleSpec, ...]
    printers: tuple[PrinterSpec, ...]
    sensors: SensorSpec
    scanners: tuple[ScannerSpec, ...] = ()

    def scale(self, key: str) -> ScaleSpec | None:
        return next((one for one in self.scales if one.key == key), None)

    def scanner(self, key: str) -> ScannerSpec | None:
        return next((one for one in self.scanners if one.key == key), None)

    def printer_for(self, paper: str) -> PrinterSpec | None:
        """The first printer that takes this kind of paper."""
        return next((one for one in self.printers if paper in one.papers), None)

    def with_links(self, links: Mapping[str, str]) -> DeviceSpecs:
        """The same devices, some at other addresses."""
        return replace(
            self,
            scales=tuple(replace(one, url=links.get(one.key, one.url)) for one in self.scales),
            printers=tuple(replace(one, url=links.get(one.key, one.url)) for one in self.printers),
            scanners=tuple(replace(one, url=links.get(one.key, one.url)) for one in self.scanners),
        )


def is_queue(url: str) -> bool:
    """A print queue that speaks IPP, and no line of bytes."""
    return url.startswith(QUEUES)


def read_devices(path: Path) -> DeviceSpecs:
    """Raises Misconfigured with every fault of the file."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except FileNotFoundError as err:
        raise Misconfigured((Fault(path.name, "devices", None, Said("file_missing", {})),)) from err
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise Misconfigured((Fault(path.name, "devices", None, Said("unreadable", {"why": err})),)) from err
    specs, faults = devices_from(tables, path.name, key_lines(text))
    if faults:
        raise Misconfigured(faults)
    return specs


def devices_from(
    tables: Mapping[str, Any], where: str, lines: dict[Place, int]
) -> tuple[DeviceSpecs, tuple[Fault, ...]]:
    """The devices in the tables and every fault found on the way; a faulty value is replaced by a harmless one."""
    reading = _Reading(where, lines)
    reading.only((), tables, {"scales", "printers", "scanners", "sensors"})
    scales = tuple(_scale(reading.table(place, one)) for place, one in reading.each("scales", tables))
    printers = tuple(_printer(reading.table(place, one)) for place, one in reading.each("printers", tables))
    scanners = tuple(_scanner(reading.table(place, one)) for place, one in reading.each("scanners", tables))
    keys = [("scales", one.key) for one in scales] + [("printers", one.key) for one in printers]
    keys += [("scanners", one.key) for one in scanners]
    for number, (kind, key) in enumerate(keys):
        if key in {known for _, known in keys[:number]}:
            reading.fault((kind,), Said("two_devices", {"key": key}))
    table = reading.table(("sensors",), tables.get("sensors", {}))
    table.only({"topics", "prefixes", "described"})
    sensors = SensorSpec(
        topics=table.value("topics", _texts, ()),
        prefixes=table.value("prefixes", prefixes_set, (), required=False),
        described=table.value("described", described_messages, (), required=False),
    )
    return DeviceSpecs(scales, printers, sensors, scanners), tuple(reading.faults)


def _scale(table: _Table) -> ScaleSpec:
    table.only(
        {"key", "name", "url", "baud", "bits", "parity", "stop", "protocol", "place", "unit"}
        | {"maximum", "minimum", "division", "zero_band", "change", "window_s", "poll_s", "stream"}
        | {"serial", "verified_until", "frame", "class"}
    )
    unit = table.value("unit", _unit, "kg")

    def mass(raw: object) -> Mass:
        return Mass.parse(str(_decimal(raw)), unit)

    division = table.value("division", mass, Mass.grams(1))
    accuracy = table.value("class", _one_of(tuple(LEAST_DIVISIONS)), "III", required=False)
    protocol = table.value("protocol", _protocol, "mt_sics")

    def frame(raw: object) -> LinePattern:
        if protocol != DESCRIBED:
            raise Unfit("described_only", protocol=DESCRIBED)
        return line_pattern(raw)

    return ScaleSpec(
        key=table.value("key", _key, ""),
        name=table.value("name", _words, Words("?", "?", "?")),
        url=table.value("url", _text, ""),
        line=_line(table),
        protocol=protocol,
        place=table.value("place", _text, ""),
        unit=unit,
        maximum=table.value("maximum", mass, Mass.kilograms("1")),
        minimum=table.value("minimum", mass, division * LEAST_DIVISIONS[accuracy], required=False),
        division=division,
        zero_band=table.value("zero_band", mass, division * 5, required=False),
        window_s=table.value("window_s", _decimal, Decimal("0.6"), required=False),
        change=table.value("change", mass, division * 5, required=False),
        poll_s=table.value("poll_s", _decimal, Decimal("0.1"), required=False),
        stream=table.value("stream", _yes_or_no, otherwise=False, required=False),
        serial=table.value("serial", _text, None, required=False),
        verified_until=table.value("verified_until", _date, None, required=False),
        accuracy_class=accuracy,
        frame=table.value("frame", frame, None, required=False),
    )


def _printer(table: _Table) -> PrinterSpec:
    table.only(
        {"key", "name", "url", "baud", "bits", "parity", "stop", "width_dots", "code_page"}
        | {
            "code_page_number",
            "confirms",
            "serial",
            "papers",
            "language",
            "dpi",
            "layout",
            "model",
            "answers",
        }
    )
    named = table.value("model", _model, None, required=False)
    model = printer_models()[named] if named else PrinterModel(None, None, {})
    number = table.value("code_page_number", _whole(0, 255), None, required=False)

    def code_page(raw: object) -> str:
        page = _one_of(CODE_PAGES)(raw)
        if number is None and named and page not in model.pages:
            raise Unfit("one_of", choices=", ".join(one for one in CODE_PAGES if one in model.pages))
        return page

    language = table.value("language", _one_of((ESCPOS, ZPL, PDF)), ESCPOS, required=False)

    def url(raw: object) -> str:
        address = _text(raw)
        if language == PDF and not is_queue(address):
            raise Unfit("pdf_queue")
        return address

    def layout(raw: object) -> Mapping[str, str]:
        if not isinstance(raw, dict) or not all(isinstance(one, str) and one for one in raw.values()):
            raise Unfit("a_layout", papers=", ".join(LAID_OUT))
        if not set(raw) <= set(LAID_OUT):
            raise Unfit("a_layout", papers=", ".join(LAID_OUT))
        return raw

    def papers(raw: object) -> tuple[str, ...]:
        taken = _papers(raw)
        if language == ZPL and not set(taken) <= set(LAID_OUT):
            raise Unfit("zpl_papers", papers=", ".join(LAID_OUT))
        return taken

    return PrinterSpec(
        key=table.value("key", _key, ""),
        name=table.value("name", _words, Words("?", "?", "?")),
        url=table.value("url", url, ""),
        line=_line(table),
        width_dots=table.value(
            "width_dots",
            _whole(200, 2600),
            PAGE_DOTS if language == PDF else model.width_dots or USUAL_DOTS,
            required=language != PDF and not model.width_dots,
        ),
        code_page=table.value("code_page", code_page, _usual_page(model), required=False),
        code_page_number=number,
        confirms=table.value("confirms", _yes_or_no, otherwise=False, required=False),
        serial=table.value("serial", _text, None, required=False),
        papers=table.value("papers", papers, ()),
        language=language,
        dpi=table.value("dpi", _dpi, model.dpi or USUAL_DPI, required=False),
        model=named,
        answers=table.value("answers", _yes_or_no, otherwise=True, required=False),
        layout=table.value("layout", layout, {}, required=language == ZPL),
    )


def _scanner(table: _Table) -> ScannerSpec:
    table.only({"key", "name", "url", "baud", "bits", "parity", "stop", "place", "suffix", "silence_s"})
    return ScannerSpec(
        key=table.value("key", _key, ""),
        name=table.value("name", _words, Words("?", "?", "?")),
        url=table.value("url", _text, ""),
        line=_line(table),
        place=table.value("place", _text, ""),
        suffix=Suffix(table.value("suffix", _one_of(tuple(Suffix)), Suffix.CR, required=False)),
        silence_s=table.value("silence_s", _silence, Decimal("0.1"), required=False),
    )


def _line(table: _Table) -> LineSettings:
    return LineSettings(
        baud=table.value("baud", _whole(300, 921_600), 9600, required=False),
        bits=table.value("bits", _whole(7, 8), 8, required=False),
        parity=table.value("parity", _one_of(("N", "E", "O")), "N", required=False),
        stop=table.value("stop", _whole(1, 2), 1, required=False),
    )


class _Reading:
    """The faults of one file, each with the line of its key."""

    def __init__(self, where: str, lines: dict[Place, int]) -> None:
        self._where = where
        self._lines = lines
        self.faults: list[Fault] = []

    def fault(self, place: Place, says: Said | str) -> None:
        dotted = ".".join(str(part) for part in place) or "devices"
        self.faults.append(Fault(self._where, dotted, line_of(self._lines, place), says))

    def only(self, place: Place, table: Mapping[str, Any], known: set[str]) -> None:
        for name in table:
            if name not in known:
                self.fault((*place, name), Said("unknown_key", {"known": ", ".join(sorted(known))}))

    def each(self, name: str, tables: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
        listed = tables.get(name, [])
        if not isinstance(listed, list):
            self.fault((name,), Said("two_brackets", {"name": name}))
            return
        for number, table in enumerate(listed):
            yield (name, number), table

    def table(self, place: Place, raw: object) -> _Table:
        if not isinstance(raw, dict):
            self.fault(place, Said("a_table", {}))
            raw = {}
        return _Table(self, place, raw)


class _Table:
    def __init__(self, reading: _Reading, place: Place, raw: Mapping[str, Any]) -> None:
        self._reading = reading
        self._place = place
        self._raw = raw

    def only(self, known: set[str]) -> None:
        self._reading.only(self._place, self._raw, known)

    def value(self, name: str, read: Callable[[Any], Any], otherwise: Any, *, required: bool = True) -> Any:  # noqa: ANN401 - the reader decides
        if name not in self._raw:
            if required:
                self._reading.fault((*self._place, name), Said("missing", {}))
            return otherwise
        try:
            return read(self._raw[name])
        except ValueError as err:
            self._reading.fault((*self._place, name), said_of(err))
            return otherwise


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise Unfit("text")
    return raw


def _key(raw: object) -> str:
    if not isinstance(raw, str) or not KEY.fullmatch(raw):
        raise Unfit("key_form")
    return raw


def _words(raw: object) -> Words:
    try:
        return Words.of(raw)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        raise Unfit("three_words") from err


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise Unfit("number_as_text")
    try:
        number = Decimal(raw)
    except ArithmeticError as err:
        raise Unfit("no_number", raw=repr(raw)) from err
    if not number.is_finite() or number < 0:
        raise Unfit("not_negative")
    return number


def _silence(raw: object) -> Decimal:
    silence_s = _decimal(raw)
    # Shorter than a pause between two bytes at 9600 baud, or longer than a hand waits.
    if not Decimal("0.02") <= silence_s <= 2:  # noqa: PLR2004 - seconds
        raise Unfit("silence")
    return silence_s


def _unit(raw: object) -> str:
    if raw not in UNITS:
        raise Unfit("one_of", choices=", ".join(UNITS))
    return str(raw)


def _model(raw: object) -> str:
    known = printer_models()
    if raw not in known:
        raise Unfit("one_of", choices=", ".join(sorted(known)))
    return str(raw)


def _usual_page(model: PrinterModel) -> str:
    """The first page with the letters of the north that the model has."""
    return next((page for page in CODE_PAGES if page in model.pages), CODE_PAGES[0])


def _protocol(raw: object) -> str:
    known = protocols()
    if raw not in known:
        raise Unfit("scale_language", known=", ".join(sorted(known)))
    return str(raw)


def _date(raw: object) -> date:
    if not isinstance(raw, date):
        raise Unfit("a_date")
    return raw


def _yes_or_no(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Unfit("yes_or_no")
    return raw


def _whole(lowest: int, highest: int) -> Callable[[object], int]:
    def read(raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not lowest <= raw <= highest:
            raise Unfit("whole_number", lowest=lowest, highest=highest)
        return raw

    return read


def _dpi(raw: object) -> int:
    if isinstance(raw, bool) or raw not in HEADS_DPI:
        raise Unfit("one_of", choices=", ".join(map(str, HEADS_DPI)))
    return int(str(raw))


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def read(raw: object) -> str:
        if raw not in choices:
            raise Unfit("one_of", choices=", ".join(choices))
        return str(raw)

    return read


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, str) and one for one in raw):
        raise Unfit("list_of_texts")
    return tuple(raw)


def _papers(raw: object) -> tuple[str, ...]:
    papers = _texts(raw)
    if not set(papers) <= set(PAPERS):
        raise Unfit("some_of", choices=", ".join(PAPERS))
    return papers
