"""A layout and the facts of a label, put together: where each line, code and picture stands, in microns.

What is drawn fits its box, whatever the facts are: text is made smaller, wrapped, and at last cut with an ellipsis; a code that
does not fit becomes the code that the layout names instead, or is refused. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hub.labels.codes.companions import GTINS
from hub.labels.dialects.letters import LINE, PER_SIZE, Face, face_for
from hub.labels.dialects.symbols import matrix_of
from hub.labels.fitting import ELLIPSIS, STEP, cut_to, fits, fitted_lines
from hub.labels.layout import Align, tidy
from hub.labels.sheet import VERTICALS, Box, CodeField, Layout, PictureField, RuleField, TextField
from hub.labels.symbols import (
    LEAST_BAR_HEIGHT,
    LEAST_BAR_X,
    LEAST_LINK_X,
    LEAST_SQUARE_X,
    QUIET,
    CodeTooLarge,
    Remark,
    Symbol,
    SymbolKind,
    bar_module,
    datamatrix_symbol,
    dots_to_microns,
    gs1_128_symbols,
    most_bar_modules,
    square_module,
)

BARS = (SymbolKind.GS1_128, SymbolKind.CODE_128)
HEADING_SIZE, HEADING_SHARE = 2_300, 330
LEAST_HRI, LARGEST_HRI = 2_000, 2_600
# Texts that the law wants on the paper whole: a layout has a box for each, and none of them is cut without a word.
MENTIONS = frozenset(
    {"mentions", "frozen", "allergens_line", "approval", "approval_line", "best_before", "origin"}
)
# A label has these already where they are said at all: of the others a layout of one's own may know nothing.
MENTIONED_NOWHERE = frozenset({"mentions", "frozen"})
# What a square code does without, the first of these first, where it would be too large: it stands on the label in words.
SPARED = ("7008", "7005", "422", "7007", "7006", "10")


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line. It stays between x and x + room, and between y and y + LINE of its size."""

    text: str
    x: int
    y: int
    room: int
    size: int
    face: Face
    inverse: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class BlockMark:
    box: Box


@dataclass(frozen=True, slots=True)
class PictureMark:
    shows: str
    box: Box


@dataclass(frozen=True, slots=True)
class SymbolMark:
    """A code. `x` and `y` are of its first dark module, `dots` the printer's dots per module, `height` of bars in microns."""

    symbol: Symbol
    x: int
    y: int
    dots: int
    height: int
    box: Box


Mark = TextMark | BlockMark | PictureMark | SymbolMark


@dataclass(frozen=True, slots=True)
class Drawing:
    """A label ready to be drawn at one resolution."""

    width: int
    height: int
    dpi: int
    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a label says, as texts by name in the receiver's language, and what its codes hold.

    `codes` by the name that layouts use: "sscc", "goods", "link", "own". Several symbols are one code that was split.
    """

    texts: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, tuple[Symbol, ...]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


def place(layout: Layout, facts: Facts, *, dpi: int) -> Drawing:
    """Raises CodeTooLarge when a code fits in no form."""
    pen = _Pen(layout, facts, dpi)
    for one in layout.fields:
        box = pen.box_of(one.box, beside=one.beside)
        match one:
            case TextField() | RuleField() if not pen.is_wanted(one):
                used = 0
            case TextField():
                used = pen.text(one, box)
            case CodeField():
                used = pen.code(one, box)
            case PictureField():
                used = pen.picture(one, box)
            case RuleField():
                used = pen.rule(box)
        pen.used(box, used)
    pen.look_for_mentions()
    return Drawing(layout.width, pen.height, dpi, tuple(pen.marks), tuple(dict.fromkeys(pen.remarks)))


class _Pen:
    """Keeps how far down a roll is filled; on a sheet every box stays where the layout put it."""

    def __init__(self, layout: Layout, facts: Facts, dpi: int) -> None:
        self._layout, self._facts, self._dpi = layout, facts, dpi
        self._row, self._bottom = 0, layout.margin
        self._row_is_drawn = False
        self.marks: list[Mark] = []
        self.remarks: list[Remark] = []

    @property
    def height(self) -> int:
        return self._layout.height or self._bottom + self._layout.margin

    def box_of(self, box: Box, *, beside: bool) -> Box:
        if not self._layout.roll:
            return box
        if not beside:
            self._row = self._bottom
        return Box(box.x, self._row + box.y, box.width, box.height)

    def used(self, box: Box, height: int) -> None:
        if height:
            self._bottom = max(self._bottom, box.y + height)

    def is_wanted(self, one: TextField | RuleField) -> bool:
        """Whether the facts it needs are there, and none of those beside which it has no place."""
        texts = self._facts.texts
        return not (
            (one.needs and not any(texts.get(name) for name in one.needs))
            or (one.unless and any(texts.get(name) for name in one.unless))
        )

    # ---- text

    def text(self, wanted: TextField, box: Box) -> int:
        said = wanted.between.join(
            text for one in wanted.says if (text := tidy(self._facts.texts.get(one, "")))
        )
        if not said:
            return 0
        top = self._heading(wanted, box)
        room = Box(box.x, box.y + top, box.width, box.height - top)
        size, lines, whole = fitted_lines(said, wanted, room)
        if not whole and not MENTIONS.isdisjoint(wanted.says):
            self.remarks.append(Remark.MENTION_CUT)
        if wanted.inverse:
            self.marks.append(
                BlockMark(Box(box.x, box.y, box.width, top + size * LINE * len(lines) // PER_SIZE))
            )
        face = face_for(said + ELLIPSIS, bold=wanted.bold)
        tall = size * LINE // PER_SIZE
        if not self._layout.roll and not wanted.inverse:
            spare = room.height - tall * len(lines)
            room = Box(
                room.x,
                room.y + (0, spare // 2, spare)[VERTICALS.index(wanted.vertical)],
                room.width,
                room.height,
            )
        self.marks += [
            TextMark(
                line,
                room.x,
                room.y + row * tall,
                room.width,
                size,
                face,
                wanted.inverse,
                wanted.align,
            )
            for row, line in enumerate(lines)
        ]
        return top + len(lines) * tall

    def look_for_mentions(self) -> None:
        """A layout that was made before these facts were has no box for them."""
        if missing := MENTIONED_NOWHERE & self._facts.texts.keys():
            said = {
                name
                for one in self._layout.fields
                if isinstance(one, TextField) and self.is_wanted(one)
                for name in one.says
            }
            if missing - said:
                self.remarks.append(Remark.MENTION_LEFT_OUT)

    def _heading(self, wanted: TextField, box: Box) -> int:
        words = tidy(self._facts.headings.get(wanted.heading, ""))
        if not words:
            return 0
        size = min(
            max(HEADING_SIZE, wanted.largest * HEADING_SHARE // PER_SIZE),
            box.height * HEADING_SHARE // PER_SIZE,
        )
        face = face_for(words, bold=False)
        shown = cut_to(words, face, box.width, size)
        self.marks.append(TextMark(shown, box.x, box.y, box.width, size, face, wanted.inverse, wanted.align))
        return size * LINE // PER_SIZE

    # ---- lines and pictures

    def rule(self, box: Box) -> int:
        self.marks.append(BlockMark(box))
        return box.height

    def picture(self, wanted: PictureField, box: Box) -> int:
        shows = self._facts.pictures.get(wanted.shows, "")
        if not shows:
            return 0
        self.marks.append(PictureMark(shows, box))
        return box.height

    # ---- codes

    def code(self, wanted: CodeField, box: Box) -> int:
        symbols = self._facts.codes.get(wanted.holds, ())
        if not symbols:
            return 0
        if wanted.kind in BARS:
            used = self._bars(wanted, symbols, box)
            if used is not None:
                return used
            if wanted.instead is None:
                raise CodeTooLarge(code=symbols[0].text, dots=box.width * self._dpi // 25_400)
            self.remarks.append(Remark.SQUARE_INSTEAD)
        return self._square(wanted, symbols, box)

    def _bars(self, wanted: CodeField, symbols: Sequence[Symbol], box: Box) -> int | None:
        """All symbols below each other, or None when one of them fits only finer or lower than the standard."""
        if symbols[0].gs1:
            elements = [one for each in symbols for one in each.elements]
            symbols = gs1_128_symbols(elements, most_bar_modules(box.width, self._dpi))
        share = box.height // len(symbols)
        text = min(wanted.text, share // 4)
        below = text * LINE // PER_SIZE
        tall = share - below
        marks: list[Mark] = []
        top = box.y
        for symbol in symbols:
            dots = bar_module(
                symbol.modules, box.width, self._dpi, gs1=symbol.gs1, wanted=wanted.module or LEAST_BAR_X
            )
            if dots is None or (symbol.gs1 and tall < LEAST_BAR_HEIGHT):
                return None
            width = dots_to_microns(matrix_of(symbol).width * dots, self._dpi)
            marks.append(SymbolMark(symbol, box.x + (box.width - width) // 2, top, dots, tall, box))
            if text:
                marks.append(self._below(symbol, Box(box.x, top + tall, box.width, below), text))
            top += share
        self.marks += marks
        return box.height

    def _below(self, symbol: Symbol, box: Box, size: int) -> TextMark:
        words = human(symbol)
        face = face_for(words, bold=False)
        while size > LEAST_HRI // 2 and not fits(words, face, box.width, size):
            size = size * STEP // PER_SIZE
        return TextMark(
            cut_to(words, face, box.width, size),
            box.x,
            box.y,
            box.width,
            size,
            face,
            align=Align.CENTRE,
        )

    def _square(self, wanted: CodeField, symbols: Sequence[Symbol], box: Box) -> int:
        symbol = symbols[0] if len(symbols) == 1 and symbols[0].kind not in BARS else None
        if symbol is None:
            elements = [one for each in symbols for one in each.elements]
            symbol = datamatrix_symbol(elements) if elements else Symbol(SymbolKind.QR, symbols[0].text)
        side = min(box.width, box.height)
        dots = self._square_dots(wanted, symbol, side)
        for spared in SPARED if dots is None else ():
            kept = [one for one in symbol.elements if one.ai != spared]
            if kept and len(kept) < len(symbol.elements):
                symbol = datamatrix_symbol(kept)
                dots = self._square_dots(wanted, symbol, side)
                self.remarks.append(Remark.CODE_SHORTENED)
            if dots is not None:
                break
        if dots is None:
            raise CodeTooLarge(code=symbol.text, dots=side * self._dpi // 25_400)
        quiet, matrix = QUIET[symbol.kind], matrix_of(symbol)
        across = dots_to_microns((matrix.width + 2 * quiet) * dots, self._dpi)
        inside = dots_to_microns(quiet * dots, self._dpi)
        self.marks.append(SymbolMark(symbol, box.x + inside, box.y + inside, dots, 0, box))
        below = Box(box.x + inside, box.y + across, box.width - inside, box.height - across)
        return across + self._in_letters(symbol, below)

    def _in_letters(self, symbol: Symbol, room: Box) -> int:
        """The article's number below its square code, which people cannot read; on a sheet only where the box has room for it."""
        words = next((f"({one.ai}) {one.value}" for one in symbol.elements if one.ai in GTINS), "")
        face = face_for(words, bold=False)
        size = LARGEST_HRI
        while size > LEAST_HRI and not fits(words, face, room.width, size):
            size = size * STEP // PER_SIZE
        tall = size * LINE // PER_SIZE
        if (
            not words
            or not fits(words, face, room.width, size)
            or (tall > room.height and not self._layout.roll)
        ):
            return 0
        self.marks.append(TextMark(words, room.x, room.y, room.width, size, face))
        return tall

    def _square_dots(self, wanted: CodeField, symbol: Symbol, side: int) -> int | None:
        return square_module(
            matrix_of(symbol).width,
            QUIET[symbol.kind],
            side,
            self._dpi,
            wanted=max(LEAST_SQUARE_X, 0 if wanted.kind in BARS else wanted.module),
            least=LEAST_SQUARE_X if symbol.gs1 else LEAST_LINK_X,
        )


def human(symbol: Symbol) -> str:
    """As people read it: (00) 195 212 340 000 000 121."""
    if not symbol.elements:
        return symbol.text
    return " ".join(
        f"({one.ai}) {' '.join(one.value[at : at + 3] for at in range(0, len(one.value), 3))}"
        if one.ai == "00"
        else f"({one.ai}) {one.value}"
        for one in symbol.elements
    )
