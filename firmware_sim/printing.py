"""ESC/POS carried out: orders in, dots and text on the paper. No status, no wire: those are in `printer`.

Written from the makers' command references for 203-dpi receipt printers, standard mode.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PIL import Image, ImageChops

from firmware_sim import barcodes
from firmware_sim.escpos import Order
from firmware_sim.paper import BLACK, WHITE, Paper, PrintedCode, Roll, character_cell

CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858",
}  # fmt: skip
DEFAULT_LINE_SPACING = 30
FONT_A, FONT_B = (12, 24), (9, 17)
TAB_COLUMNS = 8
CUT_DISTANCE = 96
QR_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
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
class CodeSettings:
    """What GS h, w, H, f and GS ( k have set for the next symbol."""

    height: int = 162
    module: int = 3
    text_place: int = 0
    text_font: tuple[int, int] = FONT_A
    qr_module: int = 3
    qr_level: str = "L"
    qr_stored: bytes = b""


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
    """Carries out orders one by one. Finished papers go to `on_cut`, process-id and other answers to `answer`."""

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
            "ESC *": self._column_image, "GS !": self._size, "GS B": self._set_inverse, "GS L": self._set_margin,
            "GS W": self._set_area, "GS V": self._cut_order, "GS h": self._code_height, "GS w": self._code_module,
            "GS H": self._code_text_place, "GS f": self._code_text_font, "GS k": self._barcode, "GS v": self._raster, "GS FF": self._to_mark,
            "GS (": self._counted, "GS 8": self._large_graphics,
        }  # fmt: skip
        self.reset()

    def reset(self) -> None:
        """ESC @: the line in the buffer is lost, every setting is as at power-on; the paper stays where it is."""
        self.style = Style()
        self.codes = CodeSettings()
        self._line = Line()
        self._page = CODE_PAGES[0]
        self._national = 0
        self._align = 0
        self._spacing = DEFAULT_LINE_SPACING
        self._gap = 0
        self._margin = 0
        self._area = self.roll.head_dots
        self._graphics: Image.Image | None = None

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
        cell = cell.resize((width * self.style.wide, height * self.style.high), Image.Resampling.NEAREST)
        if self.style.underline:
            cell.paste(BLACK, (0, cell.height - self.style.underline, cell.width, cell.height))
        if self.style.inverse:
            cell = ImageChops.invert(cell)
        if self._line.width + cell.width > self._width:
            self._end_line()
        self._line.cells.append((self._line.width, cell))
        self._line.text += character
        self._line.width += cell.width + self._gap * self.style.wide

    @property
    def _width(self) -> int:
        return max(0, min(self._area, self.roll.head_dots - self._margin))

    def _left(self, width: int) -> int:
        """Where something of this width begins under the alignment in force."""
        slack = max(0, self._width - width)
        return self._margin + (0, slack // 2, slack)[self._align]

    def _end_line(self) -> None:
        """Print the buffer and feed one line: the line spacing, or more if the letters are taller."""
        line, self._line = self._line, Line()
        left = self._left(line.width)
        for x, cell in line.cells:
            self.paper.print_at(left + x, cell, down=line.height - cell.height)
        self.paper.lines.append(line.text)
        self.paper.feed(max(self._spacing, line.height))

    def _end_started_line(self) -> None:
        if self._line.cells:
            self._end_line()

    def _tab(self) -> None:
        stop = self.style.font[0] * TAB_COLUMNS
        target = (self._line.width // stop + 1) * stop
        self._line.text += " " * max(1, (target - self._line.width) // self.style.font[0])
        self._line.width = min(target, self._width)

    def _move_to(self, body: bytes) -> None:
        target = int.from_bytes(body, "little")
        if target < self._width:
            self._line.text += " " * max(0, (target - self._line.width) // self.style.font[0])
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
        if not self._line.cells and body[0] in (0, 1, 2, 48, 49, 50):
            self._align = body[0] % 48

    def _set_spacing(self, body: bytes) -> None:
        self._spacing = body[0]

    def _set_gap(self, body: bytes) -> None:
        self._gap = body[0]

    def _set_margin(self, body: bytes) -> None:
        if not self._line.cells:
            self._margin = int.from_bytes(body, "little")

    def _set_area(self, body: bytes) -> None:
        if not self._line.cells:
            self._area = int.from_bytes(body, "little")

    # ---- feeding and cutting

    def _feed_lines(self, body: bytes) -> None:
        self._end_started_line()
        self.paper.feed(body[0] * self._spacing)

    def _feed_dots(self, body: bytes) -> None:
        self._end_started_line()
        self.paper.feed(body[0])

    def _to_mark(self, _body: bytes) -> None:
        self._end_paper()

    def _cut_order(self, body: bytes) -> None:
        self._cut(body[1] if len(body) > 1 else 0)

    def _cut(self, feed: int) -> None:
        """The knife sits above the head: functions with a feed bring the print past it first."""
        self._end_started_line()
        if feed:
            self.paper.feed(feed + CUT_DISTANCE)
        self._end_paper()

    def _end_paper(self) -> None:
        self._end_started_line()
        if not self.paper.blank:
            self._on_cut(self.paper)
        self.paper = Paper(self.roll)

    # ---- symbols and pictures

    def _code_height(self, body: bytes) -> None:
        self.codes.height = max(1, body[0])

    def _code_module(self, body: bytes) -> None:
        if 2 <= body[0] <= 6:  # noqa: PLR2004 - the range in the manual
            self.codes.module = body[0]

    def _code_text_place(self, body: bytes) -> None:
        self.codes.text_place = body[0] % 48

    def _code_text_font(self, body: bytes) -> None:
        self.codes.text_font = FONT_B if body[0] % 48 == 1 else FONT_A

    def _barcode(self, body: bytes) -> None:
        number, drawn = (body[0], body[1:-1]) if body[0] <= 6 else (body[0] - 65, body[2:])  # noqa: PLR2004
        kind = barcodes.KIND_NAMES[number] if 0 <= number < len(barcodes.KIND_NAMES) else f"GS k {body[0]}"
        if self._line.cells:
            # Only taken at the beginning of a line: the manual's condition, and a common cause of missing codes.
            self._refuse_code(kind, drawn, 0, "the print buffer was not empty")
            return
        try:
            bars = barcodes.linear(number, drawn)
        except barcodes.NoSymbol as why:
            self._refuse_code(kind, drawn, 0, str(why))
            return
        width = len(bars.modules) * self.codes.module
        fits = width <= self._width
        problem = "" if fits else f"{width} dots do not fit on {self._width}"
        self.paper.codes.append(PrintedCode(kind, bars.text, width, fits, bars.gs1, problem))
        if fits:
            row = Image.new("L", (len(bars.modules), 1))
            row.putdata([BLACK if bar else WHITE for bar in bars.modules])
            self._code_text(bars.text, above=True)
            self._print_picture(row.resize((width, self.codes.height), Image.Resampling.NEAREST))
            self._code_text(bars.text, above=False)
        else:
            # "If the horizontal size exceeds the printing area, the printer only feeds the paper."
            self.paper.feed(self.codes.height)

    def _refuse_code(self, kind: str, drawn: bytes, width: int, why: str) -> None:
        self.paper.codes.append(PrintedCode(kind, drawn.decode("latin-1"), width, printed=False, problem=why))

    def _code_text(self, text: str, *, above: bool) -> None:
        if not self.codes.text_place & (1 if above else 2):
            return
        width, height = self.codes.text_font
        cells = [character_cell(letter, width, height, bold=False) for letter in text if letter.isprintable()]
        left = self._left(len(cells) * width)
        for place, cell in enumerate(cells):
            self.paper.print_at(left + place * width, cell)
        self.paper.feed(height)

    def _print_picture(self, picture: Image.Image) -> None:
        """Dots beyond the printing area are cut off, as the head has none there."""
        left = self._left(picture.width)
        visible = picture.crop((0, 0, min(picture.width, self._width), picture.height))
        self.paper.print_at(left, visible)
        self.paper.feed(picture.height)

    def _raster(self, body: bytes) -> None:
        mode, across, down = (
            body[1] % 48,
            int.from_bytes(body[2:4], "little"),
            int.from_bytes(body[4:6], "little"),
        )
        if self._line.cells or not across * down:
            return
        picture = _dots(body[6:], across * 8, down)
        self.paper.images += 1
        self._print_picture(_magnified(picture, 2 if mode & 1 else 1, 2 if mode & 2 else 1))

    def _column_image(self, body: bytes) -> None:
        """ESC *: columns of 8 or 24 dots, part of the line like a character."""
        columns, tall = int.from_bytes(body[1:3], "little"), body[0] >= 32  # noqa: PLR2004 - 24-dot modes
        rows = 24 if tall else 8
        standing = _dots(body[3:], rows, columns)
        picture = standing.transpose(Image.Transpose.TRANSPOSE)
        picture = _magnified(picture, 1 if body[0] & 1 else 2, 1 if tall else 3)
        self.paper.images += 1
        self._line.cells.append((self._line.width, picture))
        self._line.width += picture.width

    def _counted(self, body: bytes) -> None:
        family, rest = body[:1], body[3:]
        if family == b"k" and rest[:1] == b"1":
            self._qr(rest[1], rest[2:])
        elif family == b"L":
            self._graphics_order(rest)

    def _large_graphics(self, body: bytes) -> None:
        self._graphics_order(body[5:])

    def _graphics_order(self, rest: bytes) -> None:
        """GS ( L function 112 keeps raster graphics, function 50 prints what was kept."""
        function = rest[1] if len(rest) > 1 else 0
        if function in (2, 50) and self._graphics is not None:
            self.paper.images += 1
            self._print_picture(self._graphics)
            self._graphics = None
        elif function == 112 and len(rest) >= 10:  # noqa: PLR2004 - from the manual
            width, height = int.from_bytes(rest[6:8], "little"), int.from_bytes(rest[8:10], "little")
            picture = _dots(rest[10:], width, height)
            self._graphics = _magnified(picture, min(2, max(1, rest[3])), min(2, max(1, rest[4])))

    def _qr(self, function: int, rest: bytes) -> None:
        if function == 67:  # noqa: PLR2004 - module size
            self.codes.qr_module = rest[0]
        elif function == 69:  # noqa: PLR2004 - error correction
            self.codes.qr_level = QR_LEVELS.get(rest[0], "L")
        elif function == 80:  # noqa: PLR2004 - store
            self.codes.qr_stored = rest[1:]
        elif function == 81:  # noqa: PLR2004 - print
            self._print_qr()

    def _print_qr(self) -> None:
        stored = self.codes.qr_stored
        try:
            modules = barcodes.qr_code(stored, self.codes.qr_level)
        except barcodes.NoSymbol as why:
            self._refuse_code("QR", stored, 0, str(why))
            return
        self._end_started_line()
        side = modules.width * self.codes.qr_module
        fits = side <= self._width
        text = stored.decode("utf-8", errors="replace")
        problem = "" if fits else f"{side} dots do not fit on {self._width}"
        self.paper.codes.append(PrintedCode("QR", text, side, fits, problem=problem))
        if fits:
            self._print_picture(modules.resize((side, side), Image.Resampling.NEAREST))


def _dots(body: bytes, width: int, height: int) -> Image.Image:
    """Rows of bits, most significant first, 1 is black. Rows begin on a byte; missing rows stay white."""
    needed = (width + 7) // 8 * height
    bits = Image.frombytes("1", (width, height), body[:needed].ljust(needed, b"\0"))
    return ImageChops.invert(bits.convert("L"))


def _magnified(picture: Image.Image, wide: int, high: int) -> Image.Image:
    return picture.resize((picture.width * wide, picture.height * high), Image.Resampling.NEAREST)
