"""A label's layout as it stands in config/labels/NAME.toml: boxes in millimetres, read into whole microns.

Not for: what the label says (facts), and which bytes a printer gets (dialects).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.kernel.errors import Fault, Misconfigured
from hub.kernel.toml_lines import Place, key_lines, line_of
from hub.kernel.unfit import Said
from hub.labels.fact_names import HEADINGS, PICTURES, code_names, text_names
from hub.labels.layout import Align
from hub.labels.symbols import SymbolKind

ALIGNS = {"left": Align.LEFT, "centre": Align.CENTRE, "right": Align.RIGHT}
# What a key with several numbers looks like, in millimetres.
_EXAMPLES = {"size": "[102, 152]", "box": "[3, 3, 96, 20]", "type": "[3, 8]"}
_TEXT_KEYS = {
    "says", "box", "type", "lines", "between", "heading", "bold", "inverse", "align", "vertical", "beside",
    "needs", "unless",
}  # fmt: skip
VERTICALS = ("top", "middle", "bottom")
MICRONS = 1_000
# Far more than any label has; without bounds a slip of the keyboard would cost the hub its memory.
MOST_MILLIMETRES, MOST_LINES = 10_000, 40
LONGEST_SHOWN = 24
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
        return layout_from(path.stem, path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise Misconfigured((Fault(path.name, "", None, Said("not_toml", {"why": err})),)) from err


def layout_from(name: str, text: str) -> Layout:
    """Raises Misconfigured, with the line of every fault, and TOMLDecodeError."""
    return parse_layout(name, tomllib.loads(text, parse_float=Decimal), text)


def parse_layout(name: str, table: Mapping[str, Any], text: str = "") -> Layout:
    """`text` is where the table was read from; without it a fault has no line."""
    reader = _Reader(f"labels/{name}.toml", text)
    reader.known(table, {"kind", "size", "margin", "fields"}, "")
    kind = reader.choice("kind", table.get("kind", ""), KINDS)
    size = [reader.microns("size", one) for one in reader.numbers("size", table.get("size"), (1, 2))]
    rows = reader.tables("fields", table.get("fields", []))
    fields = [reader.field(f"fields[{place}]", row) for place, row in enumerate(rows)]
    margin = reader.microns("margin", table.get("margin", 0))
    if not fields:
        reader.fault("fields", "layout_empty")
    reader.raise_faults()
    if not all(size):
        reader.fault("size", "layout_numbers", example=_EXAMPLES["size"])
        reader.raise_faults()
    width, height = (*size, 0)[:2]
    layout = Layout(name, kind, width, height, margin, tuple(one for one in fields if one is not None))
    for place, one in enumerate(layout.fields):
        reader.names(f"fields[{place}]", one, kind)
        if one.box.x + one.box.width > width or (height and one.box.y + one.box.height > height):
            reader.fault(f"fields[{place}].box", "layout_box_outside")
    reader.raise_faults()
    return layout


class _Reader:
    """Reads one file and keeps every fault, so that all are told at once."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._text = file, text
        self._faults: list[tuple[str, Said]] = []
        self._rows: list[Mapping[str, Any]] = []

    def fault(self, key: str, says: str, **facts: object) -> None:
        """`says` is the name of a sentence in `unfit_words`."""
        self._faults.append((key, Said(says, facts)))

    def raise_faults(self) -> None:
        if self._faults:
            lines = key_lines(self._text) if self._text else {}
            raise Misconfigured(
                tuple(
                    Fault(self._file, self._named(key), line_of(lines, _place_of(key)), says)
                    for key, says in self._faults
                )
            )

    def _named(self, key: str) -> str:
        """A field by what it says: "lot.box" and not "fields[18].box", which nobody counts."""
        whole, _, part = key.partition(".")
        place = re.fullmatch(r"fields\[(\d+)\]", whole)
        name = named_row(self._rows[int(place[1])]) if place and self._rows else ""
        return ".".join(one for one in (name or whole, part) if one)

    def known(self, row: Mapping[str, Any], keys: set[str], where: str) -> None:
        for key in sorted(set(row) - keys):
            self.fault(f"{where}{key}", "unknown_key", known=", ".join(sorted(keys)))

    def numbers(self, key: str, raw: object, sizes: tuple[int, ...]) -> list[object]:
        if isinstance(raw, list) and len(raw) in sizes:
            return raw
        self.fault(key, "layout_numbers", example=_EXAMPLES[key.rpartition(".")[2]])
        return [0] * sizes[0]

    def microns(self, key: str, raw: object) -> int:
        if type(raw) is int or (isinstance(raw, Decimal) and raw.is_finite()):
            exact = Decimal(raw) * MICRONS if 0 <= raw <= MOST_MILLIMETRES else Decimal(-1)
            if exact >= 0 and exact == exact.to_integral_value():
                return int(exact)
            if raw < 0:
                self.fault(key, "layout_negative", value=_shown(raw))
                return 0
        self.fault(key, "layout_millimetres", value=_shown(raw))
        return 0

    def tables(self, key: str, raw: object) -> list[Mapping[str, Any]]:
        if isinstance(raw, list) and all(isinstance(one, dict) for one in raw):
            self._rows = raw
            return raw
        self.fault(key, "layout_tables")
        return [{"rule": True, "box": [0, 0, 0, 0]}]

    def words(self, key: str, raw: object) -> str:
        if isinstance(raw, str):
            return raw
        self.fault(key, "text")
        return ""

    def many_words(self, key: str, raw: object) -> tuple[str, ...]:
        if isinstance(raw, str):
            return (raw,)
        if isinstance(raw, list) and raw and all(isinstance(one, str) for one in raw):
            return tuple(raw)
        self.fault(key, "layout_names")
        return ()

    def yes(self, key: str, raw: object) -> bool:
        if isinstance(raw, bool):
            return raw
        self.fault(key, "yes_or_no")
        return False

    def whole(self, key: str, raw: object, most: int) -> int:
        if type(raw) is int and 1 <= raw <= most:
            return raw
        self.fault(key, "whole_number", lowest=1, highest=most)
        return 1

    def choice(self, key: str, raw: object, choices: Sequence[str]) -> str:
        if isinstance(raw, str) and raw in choices:
            return raw
        self.fault(key, "one_of", choices=", ".join(choices))
        return choices[0]

    def names(self, where: str, one: Field, kind: str) -> None:
        """Only what this kind of label can say: a slip of the pen would leave a fact out of every label without a word."""
        match one:
            case TextField():
                self.all_known(f"{where}.says", one.says, text_names(kind))
                self.all_known(f"{where}.heading", (one.heading,) if one.heading else (), HEADINGS)
            case CodeField():
                self.all_known(f"{where}.code", (one.holds,), code_names(kind))
            case PictureField():
                self.all_known(f"{where}.picture", (one.shows,), PICTURES)
            case RuleField():
                pass
        if isinstance(one, TextField | RuleField):
            self.all_known(f"{where}.needs", one.needs, text_names(kind))
            self.all_known(f"{where}.unless", one.unless, text_names(kind))

    def all_known(self, key: str, names: Sequence[str], known: Collection[str]) -> None:
        for name in names:
            if name not in known:
                self.fault(key, "layout_name_unknown", value=_shown(name), known=", ".join(sorted(known)))

    def field(self, where: str, row: Mapping[str, Any]) -> Field | None:
        kinds = [key for key in _MAKERS if key in row]
        if len(kinds) != 1:
            self.fault(where, "layout_field", choices=", ".join(_MAKERS))
            return None
        numbers = [
            self.microns(f"{where}.box", one) for one in self.numbers(f"{where}.box", row.get("box"), (4,))
        ]
        return _MAKERS[kinds[0]](self, where, row, Box(*numbers))

    def text(self, where: str, row: Mapping[str, Any], box: Box) -> Field:
        self.known(row, _TEXT_KEYS, f"{where}.")
        smallest, largest = (
            self.microns(f"{where}.type", one) for one in self.numbers(f"{where}.type", row.get("type"), (2,))
        )
        if 0 in (smallest, largest):
            if not any(key == f"{where}.type" for key, _says in self._faults):
                self.fault(f"{where}.type", "layout_type_nothing")
        elif smallest > largest:
            self.fault(f"{where}.type", "layout_type")
        return TextField(
            says=self.many_words(f"{where}.says", row["says"]),
            box=box,
            smallest=smallest,
            largest=largest,
            lines=self.whole(f"{where}.lines", row.get("lines", 1), MOST_LINES),
            between=self.words(f"{where}.between", row.get("between", " · ")),
            heading=self.words(f"{where}.heading", row.get("heading", "")),
            bold=self.yes(f"{where}.bold", row.get("bold", False)),
            inverse=self.yes(f"{where}.inverse", row.get("inverse", False)),
            align=ALIGNS[self.choice(f"{where}.align", row.get("align", "left"), tuple(ALIGNS))],
            vertical=self.choice(f"{where}.vertical", row.get("vertical", "top"), VERTICALS),
            beside=self.yes(f"{where}.beside", row.get("beside", False)),
            needs=self.facts(f"{where}.needs", row, "needs"),
            unless=self.facts(f"{where}.unless", row, "unless"),
        )

    def code(self, where: str, row: Mapping[str, Any], box: Box) -> Field | None:
        self.known(row, {"code", "as", "box", "instead", "module", "text", "beside"}, f"{where}.")
        kinds = tuple(SymbolKind)
        return CodeField(
            holds=self.words(f"{where}.code", row["code"]),
            kind=SymbolKind(self.choice(f"{where}.as", row.get("as", "gs1_128"), kinds)),
            box=box,
            instead=SymbolKind(self.choice(f"{where}.instead", row["instead"], kinds))
            if "instead" in row
            else None,
            module=self.microns(f"{where}.module", row.get("module", 0)),
            text=self.microns(f"{where}.text", row.get("text", 0)),
            beside=self.yes(f"{where}.beside", row.get("beside", False)),
        )

    def picture(self, where: str, row: Mapping[str, Any], box: Box) -> Field:
        self.known(row, {"picture", "box", "beside"}, f"{where}.")
        return PictureField(
            self.words(f"{where}.picture", row["picture"]),
            box,
            self.yes(f"{where}.beside", row.get("beside", False)),
        )

    def facts(self, where: str, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Names of facts that decide whether a field is drawn; none where the key is absent."""
        return self.many_words(where, row[key]) if key in row else ()

    def rule(self, where: str, row: Mapping[str, Any], box: Box) -> Field:
        self.known(row, {"rule", "box", "needs", "unless", "beside"}, f"{where}.")
        self.yes(f"{where}.rule", row["rule"])
        return RuleField(
            box,
            self.facts(f"{where}.needs", row, "needs"),
            self.facts(f"{where}.unless", row, "unless"),
            self.yes(f"{where}.beside", row.get("beside", False)),
        )


def named_row(row: Mapping[str, Any]) -> str:
    """What a field of the file says: "lot", "grade + organic", "code sscc"; nothing where it says nothing that can be read."""
    said = row.get("says", "")
    words = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    for key in ("code", "picture"):
        if isinstance(row.get(key), str):
            words = [f"{key} {row[key]}"]
    kept = [word[:LONGEST_SHOWN] for word in words if isinstance(word, str) and word]
    return " + ".join(kept) or ("rule" if "rule" in row else "")


def name_of(one: Field) -> str:
    """The same of a field that was read."""
    match one:
        case TextField():
            return " + ".join(one.says)
        case CodeField():
            return f"code {one.holds}"
        case PictureField():
            return f"picture {one.shows}"
    return "rule"


def _place_of(key: str) -> Place:
    """fields[3].box as the way to it in the file."""
    return tuple(int(word) if word.isdigit() else word for word in re.findall(r"[^.\[\]]+", key))


def _shown(raw: object) -> str:
    """A value as somebody may have written it in the file."""
    if isinstance(raw, str):
        return f'"{raw[:LONGEST_SHOWN]}"'
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, list | dict):
        return "[…]" if isinstance(raw, list) else "{…}"
    return str(raw)[:LONGEST_SHOWN]


_MAKERS: Mapping[str, Callable[[_Reader, str, Mapping[str, Any], Box], Field | None]] = {
    "says": _Reader.text,
    "code": _Reader.code,
    "picture": _Reader.picture,
    "rule": _Reader.rule,
}
