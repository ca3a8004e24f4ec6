"""Bars and modules for the symbols a receipt printer draws by itself.

Code 128 is laid out here symbol by symbol, because the sender picks the code sets and the printer must not improve on
them: that choice decides whether the symbol fits on the paper. The rest is drawn by zxing-cpp.
"""

from dataclasses import dataclass

import zxingcpp
from PIL import Image

_CODE128_WIDTHS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
]
_CODE128_STOP = "2331112"
_START = {"A": 103, "B": 104, "C": 105}
_SWITCH = {"A": 101, "B": 100, "C": 99}
_FNC1, _FNC2, _FNC3, _SHIFT = 102, 97, 96, 98
_FNC4 = {"A": 101, "B": 100}
_BRACE = ord("{")


class NoSymbol(ValueError):
    """The bytes make no symbol of this kind; a printer then prints nothing."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A linear symbol: one flag per module, and the text a scanner reads from it (FNC1 after the first as GS)."""

    modules: tuple[bool, ...]
    text: str
    gs1: bool = False


def code128(body: bytes) -> Bars:
    """GS k 73: `{A` `{B` `{C` choose the set, `{1` is FNC1, `{S` shift, `{{` a brace.

    In set C each byte is one pair of digits as a number 0 to 99, as Epson has it.
    """
    codes: list[int] = []
    text = ""
    chosen = shifted = ""
    at = 0
    while at < len(body):
        byte = body[at]
        at += 1
        if byte == _BRACE and at < len(body) and body[at] != _BRACE:
            mark = chr(body[at])
            at += 1
            if mark in _START:
                codes.append(_SWITCH[mark] if codes else _START[mark])
                chosen = mark
            elif not codes:
                raise NoSymbol("the first two bytes must choose a code set")
            elif mark == "S":
                codes.append(_SHIFT)
                shifted = "B" if chosen == "A" else "A"
            else:
                codes.append(_function(mark, chosen))
                text += "\x1d" if mark == "1" and len(codes) > 2 else ""  # noqa: PLR2004 - not the leading FNC1
            continue
        if byte == _BRACE:
            at += 1
        if not chosen:
            raise NoSymbol("the first two bytes must choose a code set")
        codes.append(_value(byte, shifted or chosen))
        text += f"{byte:02d}" if chosen == "C" else chr(byte)
        shifted = ""
    if len(codes) < 2:  # noqa: PLR2004 - a start alone is no symbol
        raise NoSymbol("no characters")
    check = (codes[0] + sum(place * code for place, code in enumerate(codes))) % 103
    widths = "".join(_CODE128_WIDTHS[code] for code in [*codes, check]) + _CODE128_STOP
    return Bars(_modules(widths), text, gs1=codes[1] == _FNC1)


def _function(mark: str, chosen: str) -> int:
    if mark == "1":
        return _FNC1
    if chosen != "C" and mark in "234":
        return {"2": _FNC2, "3": _FNC3, "4": _FNC4[chosen]}[mark]
    message = f"{{{mark} means nothing in code set {chosen}"
    raise NoSymbol(message)


def _value(byte: int, chosen: str) -> int:
    if chosen == "C" and byte <= 99:  # noqa: PLR2004 - pairs of digits
        return byte
    if chosen == "B" and 32 <= byte <= 127:  # noqa: PLR2004 - the table of set B
        return byte - 32
    if chosen == "A" and byte < 96:  # noqa: PLR2004 - the table of set A
        return byte - 32 if byte >= 32 else byte + 64  # noqa: PLR2004
    message = f"byte {byte} is not in code set {chosen}"
    raise NoSymbol(message)


def _modules(widths: str) -> tuple[bool, ...]:
    """Alternating bars and spaces, starting with a bar."""
    return tuple(place % 2 == 0 for place, width in enumerate(widths) for _ in range(int(width)))


_BY_NUMBER = {
    0: zxingcpp.BarcodeFormat.UPCA,
    1: zxingcpp.BarcodeFormat.UPCE,
    2: zxingcpp.BarcodeFormat.EAN13,
    3: zxingcpp.BarcodeFormat.EAN8,
    4: zxingcpp.BarcodeFormat.Code39,
    5: zxingcpp.BarcodeFormat.ITF,
    6: zxingcpp.BarcodeFormat.Codabar,
    7: zxingcpp.BarcodeFormat.Code93,
}
KIND_NAMES = ("UPC-A", "UPC-E", "EAN13", "EAN8", "CODE39", "ITF", "CODABAR", "CODE93", "CODE128")
CODE128_NUMBER = 8


def gs1_128(bracketed: str) -> Bars:
    """Element strings with their identifiers in brackets."""
    try:
        symbol = zxingcpp.create_barcode(bracketed.replace(" ", ""), zxingcpp.BarcodeFormat.Code128, gs1=True)
        picture = Image.fromarray(symbol.to_image(scale=1, add_quiet_zones=False))
    except (ValueError, RuntimeError) as wrong:
        raise NoSymbol(str(wrong)) from wrong
    return Bars(tuple(picture.getpixel((x, 0)) == 0 for x in range(picture.width)), bracketed, gs1=True)


def linear(number: int, body: bytes) -> Bars:
    """The kinds of GS k other than Code 128, numbered from 0 (m or m - 65)."""
    if number == CODE128_NUMBER:
        return code128(body)
    if number not in _BY_NUMBER:
        message = f"this printer knows no barcode {number}"
        raise NoSymbol(message)
    text = body.decode("latin-1").strip("*")
    try:
        symbol = zxingcpp.create_barcode(text, _BY_NUMBER[number])
        picture = Image.fromarray(symbol.to_image(scale=1, add_quiet_zones=False))
    except (ValueError, RuntimeError) as wrong:
        raise NoSymbol(str(wrong)) from wrong
    row = [picture.getpixel((x, 0)) == 0 for x in range(picture.width)]
    return Bars(tuple(row), symbol.text)


def qr_code(stored: bytes, level: str) -> Image.Image:
    """Model 2, one pixel per module, black is 0.

    A printer stores the bytes as they come. Text beyond ASCII is marked as UTF-8 here, because a reader may otherwise
    guess at a Japanese page.
    """
    marked: dict[str, int] = {} if stored.isascii() else {"eci": 26}
    try:
        content: str | bytes = stored.decode("utf-8")
    except UnicodeDecodeError:
        content, marked = stored, {}
    try:
        symbol = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **marked)
        return Image.fromarray(symbol.to_image(scale=1, add_quiet_zones=False)).convert("L")
    except (ValueError, RuntimeError) as wrong:
        raise NoSymbol(str(wrong)) from wrong


def scanned(picture: Image.Image) -> list[str]:
    """What a hand scanner reads from a finished paper, top to bottom; pictures with symbols in them included."""
    read = zxingcpp.read_barcodes(picture)
    return [code.text for code in sorted(read, key=lambda code: int(code.position.top_left.y))]
