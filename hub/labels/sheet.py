"""A label's layout as it stands in config/labels/NAME.toml: boxes in millimetres, read into whole microns.

Not for: what the label says (facts), and which bytes a printer gets (dialects).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.unfit import Said
from hub.labels.layout import Align
from hub.labels.symbols import SymbolKind

ALIGNS = {"left": Align.LEFT, "centre": Align.CENTRE, "right": Align.RIGHT}
# What a key with several numbers looks like, in millimetres.
_EXAMPLES = {"size": "[102, 152]", "box": "[3, 3, 96, 20]", "type": "[3, 8]"}
VERTICALS = ("top", "middle", "bottom")
MICRONS = 1_000
# The kinds of layout that a label may have, by the name of the label in the settings. The first is the one that is named there.
KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "crate_label": ("crate", "split_crate"),
    "consignment_label": ("consignment",),
    "pallet_label": ("pallet",),
    "place_label": ("place",),
    "product_card": ("product_card",),
}
# A badge is printed by no queue: `hub.people.badges`.
KINDS = (*(kind for kinds in KINDS_OF.values() for kind in kinds), "badge")


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, width and height in microns. On a roll the top is the white above it, and the height the most it may take."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TextField:
    """Facts in a box, as large as they fit between the two sizes. A field whose facts are all absent is left out.

    `needs` names facts of which one must be there, `unless` facts beside which the field has no place: so that a box is another one
    for goods that say more.
    """

    says: tuple[str, ...]
    box: Box
    smallest: int
    largest: int
    lines: int = 1
    between: str = " · "
    heading: str = ""
    bold: bool = False
    inverse: bool = False
    align: Align = Align.LEFT
    vertical: str = "top"
    beside: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeField:
    """A code in a box. `holds` is "sscc", "goods", "link" or "own"; bars that do not fit become `instead`, if it says so."""

    holds: str
    kind: SymbolKind
    box: Box
    instead: SymbolKind | None = None
    module: int = 0
    text: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True)
class PictureField:
    """The pictogram of a storage class."""

    shows: str
    box: Box
    beside: bool = False


@dataclass(frozen=True, slots=True)
class RuleField:
    """A black line; its box is the line. `needs` and `unless` as of a text."""

    box: Box
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    beside: bool = False


Field = TextField | CodeField | PictureField | RuleField


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole label. `height` 0 is a roll: it is cut below the last field."""

    name: str
    kind: str
    width: int
    height: int
    margin: int
    fields: tuple[Field, ...]

    @property
    def roll(self) -> bool:
        return self.height == 0


def read_layout(path: Path) -> Layout:
    """Raises Misconfigured, with every fault of the file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise Misconfigured((Fault(path.name, "", None, Said("not_toml", {"why": err})),)) from err
    return parse_layout(path.stem, table)


def parse_layout(name: str, table: Mapping[str, Any]) -> Layout:
    reader = _Reader(f"labels/{name}.toml")
    reader.known(table, {"kind", "size", "margin", "fields"}, "")
    kind = table.get("kind", "")
    if kind not in KINDS:
        reader.fault("kind", "one_of", choices=", ".join(KINDS))
    size = [reader.microns("size", one) for one in reader.numbers("size", table.get("size"), (1, 2))]
    fields = [reader.field(f"fields[{place}]", row) for place, row in enumerate(table.get("fields", ()))]
    if not fields:
        reader.fault("fields", "layout_empty")
    reader.raise_faults()
    width, height = (*size, 0)[:2]
    margin = reader.microns("margin", table.get("margin", 0))
    layout = Layout(name, kind, width, height, margin, tuple(one for one in fields if one is not None))
    for place, one in enumerate(layout.fields):
        if (
            one.box.x < 0
            or one.box.x + one.box.width > width
            or (height and one.box.y + one.box.height > height)
        ):
            reader.fault(f"fields[{place}].box", "layout_box_outside")
    reader.raise_faults()
    return layout


class _Reader:
    """Reads one file and keeps every fault, so that all are told at once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: list[Fault] = []

    def fault(self, key: str, says: str, **facts: object) -> None:
        """`says` is the name of a sentence in `unfit_words`."""
        self._faults.append(Fault(self._file, key, None, Said(says, facts)))

    def raise_faults(self) -> None:
        if self._faults:
            raise Misconfigured(tuple(self._faults))

    def known(self, row: Mapping[str, Any], keys: set[str], where: str) -> None:
        for key in sorted(set(row) - keys):
            self.fault(f"{where}{key}", "unknown_key", known=", ".join(sorted(keys)))

    def numbers(self, key: str, raw: object, sizes: tuple[int, ...]) -> list[object]:
        if isinstance(raw, list) and len(raw) in sizes:
            return raw
        self.fault(key, "layout_numbers", example=_EXAMPLES[key.rpartition(".")[2]])
        return [0] * sizes[0]

    def microns(self, key: str, raw: object) -> int:
        if type(raw) is int or isinstance(raw, Decimal):
            exact = Decimal(raw) * MICRONS
            if exact == exact.to_integral_value() and exact >= 0:
                return int(exact)
        self.fault(key, "layout_millimetres", value=raw)
        return 0

    def field(self, where: str, row: Mapping[str, Any]) -> Field | None:
        kinds = [key for key in _MAKERS if key in row]
        if len(kinds) != 1:
            self.fault(where, "layout_field", choices=", ".join(_MAKERS))
            return None
        numbers = [
            self.microns(f"{where}.box", one) for one in self.numbers(f"{where}.box", row.get("box"), (4,))
        ]
        return _MAKERS[kinds[0]](self, where, row, Box(*(numbers + [0] * 4)[:4]))

    def text(self, where: str, row: Mapping[str, Any], box: Box) -> Field:
        self.known(
            row,
            {
                "says",
                "box",
                "type",
                "lines",
                "between",
                "heading",
                "bold",
                "inverse",
                "align",
                "vertical",
                "beside",
                "needs",
                "unless",
            },
            f"{where}.",
        )
        smallest, largest = (
            self.microns(f"{where}.type", one) for one in self.numbers(f"{where}.type", row.get("type"), (2,))
        )
        if not 0 < smallest <= largest:
            self.fault(f"{where}.type", "layout_type")
        if row.get("align", "left") not in ALIGNS:
            self.fault(f"{where}.align", "one_of", choices=", ".join(ALIGNS))
        if row.get("vertical", "top") not in VERTICALS:
            self.fault(f"{where}.vertical", "one_of", choices=", ".join(VERTICALS))
        says = row["says"]
        return TextField(
            says=(says,) if isinstance(says, str) else tuple(says),
            box=box,
            smallest=smallest or MICRONS,
            largest=max(largest, smallest, MICRONS),
            lines=max(1, int(row.get("lines", 1))),
            between=str(row.get("between", " · ")),
            heading=str(row.get("heading", "")),
            bold=bool(row.get("bold", False)),
            inverse=bool(row.get("inverse", False)),
            align=ALIGNS.get(row.get("align", "left"), Align.LEFT),
            vertical=row.get("vertical", "top"),
            beside=bool(row.get("beside", False)),
            needs=tuple(row.get("needs", ())),
            unless=tuple(row.get("unless", ())),
        )

    def code(self, where: str, row: Mapping[str, Any], box: Box) -> Field | None:
        self.known(row, {"code", "as", "box", "instead", "module", "text", "beside"}, f"{where}.")
        names = [row.get("as", "gs1_128"), *([row["instead"]] if "instead" in row else [])]
        for name in names:
            if name not in set(SymbolKind):
                self.fault(f"{where}.as", "one_of", choices=", ".join(SymbolKind))
                return None
        return CodeField(
            holds=str(row["code"]),
            kind=SymbolKind(names[0]),
            box=box,
            instead=SymbolKind(names[1]) if len(names) > 1 else None,
            module=self.microns(f"{where}.module", row.get("module", 0)),
            text=self.microns(f"{where}.text", row.get("text", 0)),
            beside=bool(row.get("beside", False)),
        )

    def picture(self, where: str, row: Mapping[str, Any], box: Box) -> Field:
        self.known(row, {"picture", "box", "beside"}, f"{where}.")
        return PictureField(str(row["picture"]), box, bool(row.get("beside", False)))

    def rule(self, where: str, row: Mapping[str, Any], box: Box) -> Field:
        self.known(row, {"rule", "box", "needs", "unless", "beside"}, f"{where}.")
        needs, unless = (tuple(row.get(key, ())) for key in ("needs", "unless"))
        return RuleField(box, needs, unless, bool(row.get("beside", False)))


_MAKERS: Mapping[str, Callable[[_Reader, str, Mapping[str, Any], Box], Field | None]] = {
    "says": _Reader.text,
    "code": _Reader.code,
    "picture": _Reader.picture,
    "rule": _Reader.rule,
}
