"""ESC/POS carried out: orders in, dots and text on the paper. No status, no wire: those are in `printer`. Barcodes and pictures are in `symbols`.

Written from the makers' command references for 203-dpi receipt printers, standard mode.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PIL import Image, ImageChops

from firmware_sim.escpos import Order
from firmware_sim.paper import BLACK, FONT_A, FONT_B, Paper, Roll, character_cell
from firmware_sim.symbols import Symbols

CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858",
}  # fmt: skip
DEFAULT_LINE_SPACING = 30
TAB_COLUMNS = 8
CUT_DISTANCE = 96
# ESC R: what replaces # $ @ [ \ ] ^ ` { | } ~ in the national sets that are still met in the Nordic countries.
NATIONAL_SETS = {4: "#$@ÆØÅ^`æøå~", 5: "#¤ÉÄÖÅÜéäöåü", 9: "#¤ÉÆØÅÜéæøåü", 10: "#$ÉÆØÅÜéæøåü"}
_REPLACED = "#$@[\\]^`{|}~"


@dataclass(frozen=True, slots=True)
class Style:
    """How the next character is printed."""

    font: tuple[int, int] = FONT_A
    wide: int = 1
    high: int = 1
    bold: bool = False
    underline: int = 0
    inverse: bool = False


@dataclass(slots=True)
class Line:
    """The line being put together in the print buffer."""

    cells: list[tuple[int, Image.Image]] = field(default_factory=list)
    text: str = ""
    width: int = 0

    @property
    def height(self) -> int:
        return max((cell.height for _, cell in self.cells), default=0)


class PrintEngine:
    """Carries out orders one by one. Finished papers go to `on_cut`."""

    def __init__(self, roll: Roll, on_cut: Callable[[Paper], None]) -> None:
        self.roll = roll
        self.paper = Paper(roll)
        self._on_cut = on_cut
        self._orders: dict[str, Callable[[bytes], None]] = {
            "text": self._text, "LF": lambda _: self._end_line(), "HT": lambda _: self._tab(),
            "CR": lambda _: None, "CAN": lambda _: None, "FF": lambda _: self._end_paper(),
            "ESC @": lambda _: self.reset(), "ESC !": self._print_mode, "ESC E": self._set_bold,
            "ESC G": self._set_bold, "ESC -": self._set_underline, "ESC M": self._set_font, "ESC t": self._set_page,
            "ESC R": self._set_national, "ESC a": self._set_align, "ESC 2": lambda _: self._set_spacing(b"\x1e"),
            "ESC 3": self._set_spacing, "ESC d": self._feed_lines, "ESC J": self._feed_dots, "ESC $": self._move_to,
            "ESC  ": self._set_gap, "ESC i": lambda _: self._cut(0), "ESC m": lambda _: self._cut(0),
            "GS !": self._size, "GS B": self._set_inverse, "GS L": self._set_margin,
            "GS W": self._set_area, "GS V": self._cut_order, "GS FF": self._to_mark,
        }  # fmt: skip
        self._symbols = Symbols(self)
        self._orders.update(self._symbols.orders())
        self.reset()

    def reset(self) -> None:
        """ESC @: the line in the buffer is lost, every setting is as at power-on; the paper stays where it is."""
        self.style = Style()
        self._symbols.reset()
        self._line = Line()
        self._page = CODE_PAGES[0]
        self._national = 0
        self._align = 0
        self._spacing = DEFAULT_LINE_SPACING
        self._gap = 0
        self._margin = 0
        self._area = self.roll.head_dots

    def carry_out(self, order: Order) -> None:
        """An order this printer does not know is noted on the paper's record and otherwise passed over."""
        action = self._orders.get(order.name)
        if action is not None:
            action(order.body)
        elif order.name in ("unknown", "ignored"):
            self.paper.unknown.append(order.body.hex(" "))

    # ---- text

    def _text(self, body: bytes) -> None:
        for character in body.decode(self._page, errors="replace"):
            self._add(self._nationalised(character))

    def _nationalised(self, character: str) -> str:
        chosen = NATIONAL_SETS.get(self._national)
        place = _REPLACED.find(character)
        return chosen[place] if chosen and place >= 0 else character

    def _add(self, character: str) -> None:
        width, height = self.style.font
        cell = character_cell(character, width, height, bold=self.style.bold)
        wide, high = self.style.wide, self.style.high
        # A copy also at plain size: the cell itself is kept for the next letter.
        cell = (
            cell.resize((width * wide, height * high), Image.Resampling.NEAREST)
            if wide * high > 1
            else cell.copy()
        )
        if self.style.underline:
            cell.paste(BLACK, (0, cell.height - self.style.underline, cell.width, cell.height))
        if self.style.inverse:
            cell = ImageChops.invert(cell)
        if self._line.width + cell.width > self.width:
            self._end_line()
        self._line.cells.append((self._line.width, cell))
        self._line.text += character
        self._line.width += cell.width + self._gap * self.style.wide

    @property
    def width(self) -> int:
        return max(0, min(self._area, self.roll.head_dots - self._margin))

    def left(self, width: int) -> int:
        """Where something of this width begins under the alignment in force."""
        slack = max(0, self.width - width)
        return self._margin + (0, slack // 2, slack)[self._align]

    def _end_line(self) -> None:
        """Print the buffer and feed one line: the line spacing, or more if the letters are taller."""
        line, self._line = self._line, Line()
        left, tall = self.left(line.width), line.height
        for x, cell in line.cells:
            self.paper.print_at(left + x, cell, down=tall - cell.height)
        self.paper.lines.append(line.text)
        self.paper.feed(max(self._spacing, tall))

    @property
    def line_started(self) -> bool:
        return bool(self._line.cells)

    def end_started_line(self) -> None:
        if self.line_started:
            self._end_line()

    def _tab(self) -> None:
        stop = self.style.font[0] * TAB_COLUMNS
        target = (self._line.width // stop + 1) * stop
        self._line.text += " " * max(1, (target - self._line.width) // self.style.font[0])
        self._line.width = min(target, self.width)

    def _move_to(self, body: bytes) -> None:
        target = int.from_bytes(body, "little")
        if target < self.width:
            column = self.style.font[0] * self.style.wide
            self._line.text += " " * max(0, (target - self._line.width) // column)
            self._line.width = target

    # ---- settings

    def _print_mode(self, body: bytes) -> None:
        mode = body[0]
        self.style = Style(
            font=FONT_B if mode & 1 else FONT_A,
            bold=bool(mode & 8),
            high=2 if mode & 16 else 1,
            wide=2 if mode & 32 else 1,
            underline=1 if mode & 128 else 0,
            inverse=self.style.inverse,
        )

    def _size(self, body: bytes) -> None:
        self.style = replace(self.style, wide=(body[0] >> 4 & 7) + 1, high=(body[0] & 7) + 1)

    def _set_bold(self, body: bytes) -> None:
        self.style = replace(self.style, bold=bool(body[0] & 1))

    def _set_underline(self, body: bytes) -> None:
        self.style = replace(self.style, underline=body[0] & 3)

    def _set_font(self, body: bytes) -> None:
        self.style = replace(self.style, font=FONT_B if body[0] & 1 else FONT_A)

    def _set_inverse(self, body: bytes) -> None:
        self.style = replace(self.style, inverse=bool(body[0] & 1))

    def _set_page(self, body: bytes) -> None:
        # A number the printer does not have leaves the page as it was.
        self._page = CODE_PAGES.get(body[0], self._page)

    def _set_national(self, body: bytes) -> None:
        self._national = body[0]

    def _set_align(self, body: bytes) -> None:
        """Only at the beginning of a line; 48 to 50 mean the same as 0 to 2."""
        if not self.line_started and body[0] in (0, 1, 2, 48, 49, 50):
            self._align = body[0] % 48

    def _set_spacing(self, body: bytes) -> None:
        self._spacing = body[0]

    def _set_gap(self, body: bytes) -> None:
        self._gap = body[0]

    def _set_margin(self, body: bytes) -> None:
        if not self.line_started:
            self._margin = int.from_bytes(body, "little")

    def _set_area(self, body: bytes) -> None:
        if not self.line_started:
            self._area = int.from_bytes(body, "little")

    # ---- feeding and cutting

    def _feed_lines(self, body: bytes) -> None:
        self.end_started_line()
        self.paper.feed(body[0] * self._spacing)

    def _feed_dots(self, body: bytes) -> None:
        self.end_started_line()
        self.paper.feed(body[0])

    def _to_mark(self, _body: bytes) -> None:
        self._end_paper()

    def _cut_order(self, body: bytes) -> None:
        self._cut(body[1] if len(body) > 1 else 0)

    def _cut(self, feed: int) -> None:
        """The knife sits above the head: functions with a feed bring the print past it first."""
        self.end_started_line()
        if feed:
            self.paper.feed(feed + CUT_DISTANCE)
        self._end_paper()

    def _end_paper(self) -> None:
        self.end_started_line()
        if not self.paper.blank:
            self._on_cut(self.paper)
        self.paper = Paper(self.roll)

    # ---- pictures

    def print_picture(self, picture: Image.Image) -> None:
        """Dots beyond the printing area are cut off, as the head has none there."""
        left = self.left(picture.width)
        visible = picture.crop((0, 0, min(picture.width, self.width), picture.height))
        self.paper.print_at(left, visible)
        self.paper.feed(picture.height)

    def append(self, picture: Image.Image) -> None:
        """Put a picture into the line like a character."""
        self._line.cells.append((self._line.width, picture))
        self._line.width += picture.width
