"""A layout and the facts of a label, put together: where each line, code and picture stands, in microns.

What is drawn fits its box, whatever the facts are: text is made smaller, wrapped, and at last cut with an ellipsis; a code that
does not fit becomes the code that the layout names instead, or is refused. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence

from hub.labels.dialects.letters import LINE, PER_SIZE, face_for
from hub.labels.dialects.symbols import matrix_of
from hub.labels.fitting import ELLIPSIS, STEP, cut_to, fits, fitted_lines
from hub.labels.layout import Align, tidy
from hub.labels.marks import BARS, BlockMark, Drawing, Facts, Mark, PictureMark, SymbolMark, TextMark
from hub.labels.sheet import (
    VERTICALS,
    Box,
    CodeField,
    Field,
    Layout,
    PictureField,
    RuleField,
    TextField,
    name_of,
)
from hub.labels.squares import LEAST_HRI, article_in_letters, human, square_in
from hub.labels.symbols import (
    LEAST_BAR_HEIGHT,
    LEAST_BAR_X,
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
)

HEADING_SIZE, HEADING_SHARE = 2_300, 330
# Texts that the law wants on the paper whole: a layout has a box for each, and none of them is cut without a word.
MENTIONS = frozenset(
    {
        "mentions", "frozen", "allergens_line", "approval", "approval_line", "best_before", "origin", "variety",
        "quality_class", "lot", "organic",
    }
)  # fmt: skip
# A label has these already where they are said at all: of the others a layout of one's own may know nothing.
MENTIONED_NOWHERE = frozenset({"mentions", "frozen", "variety", "quality_class"})


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
        pen.used(one, box, used)
    pen.look_for_mentions()
    return Drawing(
        layout.width, pen.height, dpi, tuple(pen.marks), tuple(dict.fromkeys(pen.remarks)), pen.boxes
    )


def _bare(text: str) -> str:
    """Without the blanks, at which lines are broken."""
    return text.replace(" ", "")


class _Pen:
    """Keeps how far down a roll is filled; on a sheet every box stays where the layout put it."""

    def __init__(self, layout: Layout, facts: Facts, dpi: int) -> None:
        self._layout, self._facts, self._dpi = layout, facts, dpi
        self._row, self._bottom = 0, layout.margin
        self._drawn: list[tuple[str, Box]] = []
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

    def used(self, field: Field, box: Box, height: int) -> None:
        if height:
            self._bottom = max(self._bottom, box.y + height)
            self._drawn.append((name_of(field), box))

    @property
    def boxes(self) -> tuple[tuple[str, Box], ...]:
        """Of a sheet; on a roll each field has the room that it needs."""
        return () if self._layout.roll else tuple(self._drawn)

    def is_wanted(self, one: TextField | RuleField) -> bool:
        """Whether the facts it needs are there, and none of those beside which it has no place."""
        texts = self._facts.texts
        return not (
            (one.needs and not any(texts.get(name) for name in one.needs))
            or (one.unless and any(texts.get(name) for name in one.unless))
        )

    # ---- text

    def text(self, wanted: TextField, box: Box) -> int:
        there = {one: text for one in wanted.says if (text := tidy(self._facts.texts.get(one, "")))}
        said = wanted.between.join(there.values())
        if not said:
            return 0
        top = self._heading(wanted, box)
        room = Box(box.x, box.y + top, box.width, box.height - top)
        size, lines, whole = fitted_lines(said, wanted, room)
        if not whole and any(
            _bare(there[one]) not in _bare("".join(lines)) for one in MENTIONS & there.keys()
        ):
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
        if wanted.holds == "goods" and self._facts.texts.get("lot"):
            coded = {one.ai for each in symbols for one in each.elements}
            self.remarks += [] if "10" in coded else [Remark.LOT_NOT_CODED]
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
        wanted_module = 0 if wanted.kind in BARS else wanted.module
        fitted = square_in(symbol, side, self._dpi, wanted=wanted_module)
        if fitted.symbol != symbol:
            self.remarks.append(Remark.CODE_SHORTENED)
        symbol, dots = fitted
        quiet, matrix = QUIET[symbol.kind], matrix_of(symbol)
        across = dots_to_microns((matrix.width + 2 * quiet) * dots, self._dpi)
        inside = dots_to_microns(quiet * dots, self._dpi)
        self.marks.append(SymbolMark(symbol, box.x + inside, box.y + inside, dots, 0, box))
        below = Box(box.x + inside, box.y + across, box.width - inside, box.height - across)
        return across + self._in_letters(symbol, below)

    def _in_letters(self, symbol: Symbol, room: Box) -> int:
        """The article's number below its square code; on a sheet only where the box has room for it."""
        said = article_in_letters(symbol, room.width)
        if said is None or (said.tall > room.height and not self._layout.roll):
            return 0
        self.marks.append(TextMark(said.text, room.x, room.y, room.width, said.size, said.face))
        return said.tall
