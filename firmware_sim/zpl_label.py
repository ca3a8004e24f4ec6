"""One label format carried out: fields in, dots on a label out. No status, no wire.

Written from Zebra's programming guide for what labels of a food hub use: ^FO ^FT ^FB ^FR ^FH ^FD ^FS, ^A0, ^BY ^BC, ^BX, ^BQ, ^GB, ^GF, ^CI28,
^PW ^LL ^LH ^PQ. Any other command is kept by name as unknown.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from firmware_sim import barcodes
from firmware_sim.paper import PrintedCode
from firmware_sim.zpl import Command, commands

INK = 255
LONGEST_LABEL = 8_000
CODE_PAGE, UTF_8 = "cp850", 28
MOST_COPIES = 50
_STARTS = {">;": "C", ">:": "B", ">9": "A"}
_CHANGES = {">5": "C", ">6": "B", ">7": "A"}
_FNC1_MARK, _ITSELF = ">8", ">0"
# GS1's predefined lengths by the first two digits of an identifier, the identifier itself counted.
_FIXED = {
    "00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "11": 8, "12": 8, "13": 8, "14": 8, "15": 8, "16": 8, "17": 8,
    "18": 8, "19": 8, "20": 4, "31": 10, "32": 10, "33": 10, "34": 10, "35": 10, "36": 10, "41": 16,
}  # fmt: skip
_FOUR_DIGITS = ("31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "81", "82")
_THREE_DIGITS = ("23", "24", "25", "40", "41", "42", "71")


class ZplLabel:
    """The label in the making, and what came of it."""

    def __init__(self, head_dots: int) -> None:
        self.lines: list[str] = []
        self.codes: list[PrintedCode] = []
        self.unknown: list[str] = []
        self.images = 0
        self.copies = 1
        self._head = head_dots
        self._ink = Image.new("L", (head_dots, LONGEST_LABEL), 0)
        self._width, self._length = head_dots, 0
        self._home = (0, 0)
        self._unicode = False
        self._module, self._tall = 2, 10
        self._clear_field()
        self._orders: dict[str, Callable[[Command], None]] = {
            "CI": self._characters, "PW": self._print_width, "LL": self._label_length, "LH": self._label_home,
            "PQ": self._quantity, "FO": self._origin, "FT": self._typeset, "FB": self._field_block, "FR": self._field_reverse,
            "FH": self._field_hex, "FD": self._field_words, "FS": self._field_end, "A0": self._font,
            "BY": self._bar_default, "BC": self._code_128, "BX": self._data_matrix, "BQ": self._qr,
            "GB": self._box, "GF": self._graphic,
        }  # fmt: skip

    def carry_out(self, body: bytes) -> None:
        for command in commands(body):
            order = self._orders.get(command.name)
            if order is None:
                self.unknown.append(f"^{command.name}")
            else:
                order(command)

    def picture(self) -> Image.Image:
        below = self._ink.getbbox()
        length = self._length or (below[3] if below else 1)
        return ImageChops.invert(self._ink.crop((0, 0, self._width, length)))

    # ---- the label

    def _characters(self, command: Command) -> None:
        self._unicode = command.numbers()[0] == UTF_8

    def _print_width(self, command: Command) -> None:
        self._width = min(self._head, max(1, command.numbers()[0]))

    def _label_length(self, command: Command) -> None:
        self._length = min(LONGEST_LABEL, max(1, command.numbers()[0]))

    def _label_home(self, command: Command) -> None:
        x, y = command.numbers()[:2]
        self._home = (max(0, x), max(0, y))

    def _quantity(self, command: Command) -> None:
        self.copies = min(MOST_COPIES, max(1, command.numbers()[0]))

    # ---- a field

    def _clear_field(self) -> None:
        self._at = self._home
        self._block: tuple[int, bytes] | None = None
        self._reversed = False
        self._on_base_line = False
        self._hex = b""
        self._said = b""
        self._size = 0
        self._draws: Callable[[str], None] | None = None

    def _origin(self, command: Command) -> None:
        self._clear_field()
        x, y = command.numbers()[:2]
        self._at = (self._home[0] + max(0, x), self._home[1] + max(0, y))

    def _typeset(self, command: Command) -> None:
        """^FT: as ^FO, but the point is on the base line of text and at the bottom of everything else."""
        self._origin(command)
        self._on_base_line = True

    def _field_block(self, command: Command) -> None:
        parts = command.body.split(b",")
        self._block = (max(1, command.numbers()[0]), parts[3].strip() if len(parts) > 3 else b"L")  # noqa: PLR2004

    def _field_reverse(self, _command: Command) -> None:
        self._reversed = True

    def _field_hex(self, command: Command) -> None:
        self._hex = command.body[:1] or b"_"

    def _field_words(self, command: Command) -> None:
        said = command.body
        if self._hex:
            mark = re.escape(self._hex)
            said = re.sub(mark + rb"([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), said)
        self._said = said

    def _field_end(self, _command: Command) -> None:
        said = self._said.decode("utf-8" if self._unicode else CODE_PAGE, errors="replace")
        if self._draws is not None:
            self._draws(said)
        elif self._size and said:
            self._letters(said)
        self._clear_field()

    def _put(self, x: int, y: int, ink: Image.Image) -> None:
        """Ink is laid on, or with ^FR turns what is black white. What leaves the label is not printed."""
        box = (x, y, x + ink.width, y + ink.height)
        under = self._ink.crop(box)
        over = ImageChops.difference(under, ink) if self._reversed else ImageChops.lighter(under, ink)
        self._ink.paste(over, box)

    # ---- letters

    def _font(self, command: Command) -> None:
        numbers = command.numbers()
        self._size = max(10, numbers[1]) if len(numbers) > 1 else 15

    def _letters(self, said: str) -> None:
        self.lines.append(said)
        font = _font(self._size)
        width = max(1, int(font.getlength(said)) + 2)
        ink = Image.new("L", (width, self._size + self._size // 4), 0)
        pen = ImageDraw.Draw(ink)
        pen.fontmode = "1"
        base = int(self._size * 0.78)
        pen.text((0, base), said, font=font, fill=INK, anchor="ls")
        x, y = self._at
        y -= base if self._on_base_line else 0
        if self._block is not None:
            slack = max(0, self._block[0] - width)
            x += {b"C": slack // 2, b"R": slack}.get(self._block[1], 0)
        self._put(x, y, ink)

    # ---- codes

    def _bar_default(self, command: Command) -> None:
        numbers = command.numbers()
        self._module = max(1, numbers[0])
        if len(numbers) > 2 and numbers[2] > 0:  # noqa: PLR2004 - module, ratio, height
            self._tall = numbers[2]

    def _code_128(self, command: Command) -> None:
        """^BCo,h,f,g,e,m: in mode N (none) > begins a code set or FNC1, in A it is a sign as any, in D brackets make it GS1."""
        numbers = command.numbers()
        tall = numbers[1] if len(numbers) > 1 and numbers[1] > 0 else self._tall
        mode = (command.body.split(b",") + [b""] * 6)[5].strip()

        def draw(said: str) -> None:
            try:
                bars = _bars(said, mode)
            except (barcodes.NoSymbol, ValueError) as why:
                self.codes.append(PrintedCode("CODE128", said, 0, printed=False, problem=str(why)))
                return
            row = Image.new("L", (len(bars.modules), 1))
            row.putdata([INK if bar else 0 for bar in bars.modules])
            self._code("CODE128", bars.text, row, self._module, tall, gs1=bars.gs1)

        self._draws = draw

    def _data_matrix(self, command: Command) -> None:
        parts = [one.strip() for one in command.body.split(b",")]
        module = max(1, command.numbers()[1]) if len(parts) > 1 else 1
        mark = parts[6].decode("latin-1") if len(parts) > 6 and parts[6] else "_"  # noqa: PLR2004 - g, the escape sign

        def draw(said: str) -> None:
            gs1 = said.startswith(f"{mark}1")
            plain = said.replace(mark * 2, "\0").replace(f"{mark}1", "\x1d").replace("\0", mark)
            text = _bracketed(plain.removeprefix("\x1d")) if gs1 else plain
            more = {"gs1": True} if gs1 else {}
            self._matrix(
                "DATAMATRIX", text, zxingcpp.BarcodeFormat.DataMatrix, module, force_square=True, **more
            )

        self._draws = draw

    def _qr(self, command: Command) -> None:
        numbers = command.numbers()
        module = max(1, numbers[2]) if len(numbers) > 2 else 1  # noqa: PLR2004 - orientation, model, magnification

        def draw(said: str) -> None:
            settings, _, text = said.partition(",")
            self._matrix("QR", text, zxingcpp.BarcodeFormat.QRCode, module, ec_level=settings[:1] or "M")

        self._draws = draw

    def _matrix(
        self, kind: str, text: str, form: zxingcpp.BarcodeFormat, module: int, **more: object
    ) -> None:
        try:
            symbol = zxingcpp.create_barcode(text, form, **more)
        except (ValueError, RuntimeError) as why:
            self.codes.append(PrintedCode(kind, text, 0, printed=False, problem=str(why)))
            return
        drawn = Image.fromarray(symbol.to_image(scale=1, add_quiet_zones=False)).convert("L")
        ink = ImageChops.invert(drawn)
        self._code(kind, text, ink, module, ink.height * module, gs1="gs1" in more)

    def _code(self, kind: str, text: str, ink: Image.Image, module: int, tall: int, *, gs1: bool) -> None:
        width = ink.width * module
        fits = self._at[0] + width <= self._width
        problem = "" if fits else f"{width} dots do not fit on {self._width}"
        self.codes.append(PrintedCode(kind, text, width, fits, gs1, problem))
        x, y = self._at
        self._put(
            x, y - (tall if self._on_base_line else 0), ink.resize((width, tall), Image.Resampling.NEAREST)
        )

    # ---- lines and dots

    def _box(self, command: Command) -> None:
        wide, tall, thick = ([*command.numbers(), 1, 1, 1])[:3]
        thick = max(1, thick)
        wide, tall = max(wide, thick), max(tall, thick)
        ink = Image.new("L", (wide, tall), INK)
        if wide > 2 * thick and tall > 2 * thick:
            ink.paste(0, (thick, thick, wide - thick, tall - thick))
        self._put(*self._at, ink)

    def _graphic(self, command: Command) -> None:
        form, _, _, across, dots = (command.body.split(b",", 4) + [b"0"] * 5)[:5]
        if form.strip() != b"A" or not across.strip().isdigit():
            self.unknown.append("^GF")
            return
        raw = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", dots).decode("ascii"))
        width = int(across) * 8
        rows = len(raw) // max(1, int(across))
        self.images += 1
        self._put(*self._at, Image.frombytes("1", (width, rows), raw[: rows * int(across)]).convert("L"))


def _bars(said: str, mode: bytes) -> barcodes.Bars:
    if mode == b"D":
        return barcodes.gs1_128(said)
    return barcodes.code128(b"{B" + said.encode("latin-1") if mode == b"A" else _code_sets(said))


def _code_sets(said: str) -> bytes:
    """The signs of ^BC in the form that `barcodes.code128` takes."""
    out, chosen, at = b"", "", 0
    while at < len(said):
        pair = said[at : at + 2]
        chosen_now = (_STARTS if not out else _CHANGES).get(pair)
        if chosen_now:
            out, chosen, at = out + b"{" + chosen_now.encode(), chosen_now, at + 2
            continue
        if not out:
            out, chosen = b"{B", "B"
        if pair == _FNC1_MARK:
            out, at = out + b"{1", at + 2
        elif pair == _ITSELF:
            out, at = out + b">", at + 2
        elif chosen == "C":
            out, at = out + bytes([int(pair)]), at + 2
        else:
            out, at = out + said[at].encode("latin-1").replace(b"{", b"{{"), at + 1
    return out


def _bracketed(plain: str) -> str:
    """Element strings with their identifiers in brackets, as the maker of symbols wants them."""
    out = ""
    while plain:
        digits = 4 if plain[:2] in _FOUR_DIGITS else 3 if plain[:2] in _THREE_DIGITS else 2
        end = _FIXED.get(plain[:2]) or (plain.find("\x1d") if "\x1d" in plain else len(plain))
        out += f"({plain[:digits]}){plain[digits:end]}"
        plain = plain[end:].removeprefix("\x1d")
    return out


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A stand-in for font 0, which is condensed: a capital takes about 0.7 of the size."""
    for name in ("DejaVuSansCondensed-Bold.ttf", "DejaVuSans-Bold.ttf"):
        try:
            return ImageFont.truetype(f"/usr/share/fonts/truetype/dejavu/{name}", max(6, size * 4 // 5))
        except OSError:
            continue
    return ImageFont.load_default(max(6, size * 9 // 10))
