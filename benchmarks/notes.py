"""All delivery notes of a large day as one A4 file: from stored contents to bytes, beside a plain reportlab canvas that is given the same
texts and rules, ready measured and placed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import process_time

from benchmarks.measure import Row, as_in_the_hub
from hub.kernel.ids import sscc
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import DeliveryNoteContent, NoteCrate, NoteLine, Party, WeightKind
from hub.labels.dialects.pdf_document import Bundled, bundle_pdf, draw_document
from hub.labels.dialects.pdf_ink import Ink, Pen, Placed
from hub.labels.dialects.pdf_sheet import Sheet
from hub.labels.dialects.pdf_tables import HEIGHT, WIDTH
from hub.labels.kept import KeptBetween
from hub.labels.notes.delivery_note import delivery_note
from tests.support.note_samples import WHOLE_NOTE

NOTES, LINES = 500, 20
TARGET_S, TARGET_RATIO = 3.0, 2.5
GOODS = (
    "Gulrot", "Kålrot", "Rødbete", "Pastinakk", "Sellerirot", "Hodekål", "Purre", "Løk, gul", "Potet, Asterix",
    "Egg fra frittgående høner", "Storfekjøttdeig", "Yoghurt naturell", "Helmelk", "Bringebær, fryst", "Solbær, fryst",
    "Eple, Gravenstein", "Pære", "Lam, fårikålkjøtt", "Hvitost", "Smør",
)  # fmt: skip
FARMS = (
    "Rotbakken gård (demo)",
    "Grønlia grønnsaker (demo)",
    "Skogsbeite kjøtt (demo)",
    "Hønsehaugen egg (demo)",
)


def rows() -> Iterator[Row]:
    chance = random.Random(7)
    contents = [_note(number, chance) for number in range(1, NOTES + 1)]
    # Once unmeasured: fonts are read from disk, and the process has them from then on.
    drawn = _pages(contents[:1])
    marks = _marks(contents)
    with as_in_the_hub():
        begun = process_time()
        drawn = _pages(contents)
        ours = process_time() - begun
        begun = process_time()
        _plain(marks)
        plain = process_time() - begun
    pages = sum(1 for mark in marks if mark is None)
    texts = sum(1 for mark in marks if isinstance(mark, Text))
    yield Row(
        f"{NOTES} delivery notes of {LINES} lines and {LINES} crates, {pages} pages A4, on one processor",
        f"{ours:.2f} s, {len(drawn) / 1_000_000:.1f} MB",
        f"< {TARGET_S:.0f} s",
        ours < TARGET_S,
    )
    yield Row(
        f"the same beside a plain canvas with the same {texts} texts and rules",
        f"{ours / plain:.2f} x",
        f"< {TARGET_RATIO} x; plain {plain:.2f} s",
        ours / plain < TARGET_RATIO,
    )


def _pages(contents: list[DeliveryNoteContent]) -> bytes:
    documents = (Bundled(delivery_note(one, Language.NB)) for one in contents)
    return bundle_pdf(documents, "notes", Language.NB)


def _note(number: int, chance: random.Random) -> DeliveryNoteContent:
    """A note of its own: no two share a lot, a mass or a reason by design."""
    lines: list[NoteLine] = []
    crates: list[NoteCrate] = []
    for place in range(LINES):
        mass = Mass(chance.randrange(1_000, 20_000) * 1_000)
        lot = f"26-{chance.randrange(300, 340)}-{chance.randrange(1, 999):03d}"
        reason = (
            "" if place % 9 else f"plukket {chance.randrange(100, 900) / 100:.2f} kg for lite: ingen flere"
        )
        lines.append(
            replace(
                WHOLE_NOTE.lines[0],
                article=str(1_000 + 10 * place),
                product=GOODS[place],
                producer=chance.choice(FARMS),
                lots=(lot,),
                delivered_mass=mass,
                short_reason=reason,
            )
        )
        crates.append(
            NoteCrate(
                sscc("9521234", number * LINES + place),
                GOODS[place],
                lot,
                mass,
                WeightKind.WEIGHED,
                WHOLE_NOTE.delivery_on,
                weighing=f"Varemottak, nr. {chance.randrange(1, 90_000)}",
                kept=KeptBetween(chance.randrange(900, 2_000), chance.randrange(3_000, 4_000), 150_000, 0),
            )
        )
    receiver = Party(f"Kjøkken {number}, oppdiktet skole", f"Skolevegen {number}, 2312 Ottestad")
    return replace(
        WHOLE_NOTE,
        number=str(number),
        receiver=receiver,
        lines=tuple(lines),
        crates=tuple(crates),
        link=f"https://hub.example/notes/{number}",
    )


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    text: str
    pen: Pen


@dataclass(frozen=True, slots=True)
class Block:
    x: float
    y: float
    width: float
    height: float
    colour: str


# What stands on the pages, with None where a page ends.
Mark = Text | Block | None


class NotingInk(Ink):
    """Writes down what it is told; the square codes are ours alone and left out."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = marks

    def text(self, x: int, y: int, text: str, pen: Pen) -> None:
        self._marks.append(Text(x, y, text, pen))

    def texts(self, y: int, placed: Sequence[Placed]) -> None:
        for x, down, text, pen in placed:
            self.text(x, y - down, text, pen)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._marks.append(Block(x, y, width, height, colour))

    def path(self, x: float, y: float, scale: float, rectangles: str, colour: str) -> None:
        pass

    def flow(self) -> None:
        self._marks.append(None)


class NotingSheet(Sheet):
    def __init__(self, marks: list[Mark]) -> None:
        super().__init__(WIDTH, HEIGHT, "marks")
        self._ink = NotingInk(marks)


def _marks(contents: list[DeliveryNoteContent]) -> list[Mark]:
    """Every text and rule of the same pages, with its place."""
    marks: list[Mark] = []
    sheet = NotingSheet(marks)
    for one in contents:
        draw_document(sheet, delivery_note(one, Language.NB))
        sheet.next_page()
    return marks


def _plain(marks: list[Mark]) -> bytes:
    """As anybody would draw it with reportlab: colour and font said when they change."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    file = io.BytesIO()
    scale = 72 / 254
    canvas = Canvas(file, pagesize=(WIDTH * scale, HEIGHT * scale), invariant=1, pageCompression=1)
    canvas.scale(scale, scale)
    colour, font = "", ("", 0)
    for mark in marks:
        if mark is None:
            canvas.showPage()
            canvas.scale(scale, scale)
            colour, font = "", ("", 0)
            continue
        wanted = mark.pen.colour if isinstance(mark, Text) else mark.colour
        if wanted != colour:
            canvas.setFillColor(wanted)
            colour = wanted
        if isinstance(mark, Block):
            canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)
            continue
        if mark.pen[:2] != font:
            font = mark.pen[:2]
            canvas.setFont(*font)
        canvas.drawString(mark.x, mark.y, mark.text)
    canvas.save()
    return file.getvalue()
