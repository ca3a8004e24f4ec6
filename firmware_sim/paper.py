"""The roll of paper: dots as they leave the head, and a picture of the whole at the cut. Knows no command."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WHITE, BLACK = 255, 0
FONT_A, FONT_B = (12, 24), (9, 17)
FONT_FOLDERS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu",
    "/usr/share/fonts/dejavu-sans-mono-fonts",
    "/usr/share/fonts/TTF",
    "/usr/local/share/fonts",
    "/Library/Fonts",
)
REGULAR, BOLD = "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"
# DejaVu Sans Mono is 0.602 em wide: these sizes fill a cell of 12 and of 9 dots.
_SIZE_FOR_CELL = {12: 20, 9: 15}


@dataclass(frozen=True, slots=True)
class Roll:
    """Paper width and head width in dots of 1/8 mm (203 dpi)."""

    paper_dots: int
    head_dots: int

    @classmethod
    def of_width(cls, millimetres: int) -> "Roll":
        """112 mm paper has a head of 832 dots, 80 mm one of 576, 58 mm one of 384."""
        heads = {112: 832, 80: 576, 58: 384}
        if millimetres not in heads:
            message = f"no printer for {millimetres} mm paper; there are: 58, 80, 112"
            raise ValueError(message)
        return cls(millimetres * 8, heads[millimetres])


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A barcode the printer was told to print. `printed` is False when the head was too narrow, or the bytes wrong."""

    kind: str
    text: str
    width_dots: int
    printed: bool
    gs1: bool = False
    problem: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind, "text": self.text, "width_dots": self.width_dots, "printed": self.printed,
            "gs1": self.gs1, "problem": self.problem,
        }  # fmt: skip


@dataclass(slots=True)
class Paper:
    """What has come out since the last cut."""

    roll: Roll
    lines: list[str] = field(default_factory=list)
    codes: list[PrintedCode] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    images: int = 0
    height: int = 0
    _bands: list[tuple[int, int, Image.Image]] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not (self._bands or self.codes)

    def feed(self, dots: int) -> None:
        self.height += max(0, dots)

    def print_at(self, x: int, picture: Image.Image, *, down: int = 0) -> None:
        """Put dots at the head's present place, without feeding."""
        self._bands.append((x, self.height + down, picture))

    def picture(self) -> Image.Image:
        margin = (self.roll.paper_dots - self.roll.head_dots) // 2
        bottom = max([self.height, *(top + band.height for _, top, band in self._bands)])
        whole = Image.new("L", (self.roll.paper_dots, bottom + 2 * margin), WHITE)
        for x, top, band in self._bands:
            # Only black dots burn: overprinting never lightens what is there.
            whole.paste(BLACK, (margin + x, margin + top), band.point(lambda dot: WHITE - dot))
        return whole


@lru_cache(maxsize=8)
def _font(width: int, *, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    wanted = BOLD if bold else REGULAR
    for folder in FONT_FOLDERS:
        path = Path(folder) / wanted
        if path.is_file():
            return ImageFont.truetype(path, _SIZE_FOR_CELL[width])
    return ImageFont.load_default(_SIZE_FOR_CELL[width] - 4)


@lru_cache(maxsize=2048)
def character_cell(character: str, width: int, height: int, *, bold: bool) -> Image.Image:
    """One character in its cell, black on white, without grey: a head dot is hot or it is not."""
    cell = Image.new("1", (width, height), 1)
    ImageDraw.Draw(cell).text(
        (width / 2, height * 0.79), character, font=_font(width, bold=bold), fill=0, anchor="ms"
    )
    return cell.convert("L")
