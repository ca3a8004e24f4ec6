"""Every label and note as each printer gets it, in each language: golden files that a person can look at, and the table of them.

PNG of a label is kept in `test_label_sheets`, a note's words in `test_documents`. Here are the other ways to paper: ESC/POS as the
picture that the simulated printer makes of it, PDF as the picture that PDFium makes of it, ZPL as its own text with the dots of
pictures named by their digest, and beside it as the picture that a renderer of others makes of it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.all_contents import NoteContent
from hub.labels.content import NOTES as KINDS_OF_NOTES
from hub.labels.content import CrateLabelContent
from hub.labels.dialects.head import Head
from hub.labels.drawing import draw_for_printer, draw_pdf
from hub.labels.render import DIALECTS, layouts_in, render
from hub.labels.sheet import KINDS, Layout, read_layout
from tests.labels.test_article_numbers import BY_PIECE, BY_WEIGHT
from tests.support.golden import UPDATING, check_golden
from tests.support.label_contents import CONTENTS
from tests.support.labels_factory import CARROTS
from tests.support.note_samples import NOTES
from tests.support.source import ROOT
from tests.support.zpl_renderer import drawn_by_others

FOLDER = ROOT / "config" / "labels"
GOLDEN = ROOT / "tests" / "golden" / "labels"
LAYOUTS = {name: read_layout(FOLDER / f"{name}.toml") for name in layouts_in(FOLDER)}
# Which ways a size of paper goes, by the end of a layout's name. No receipt printer has a head for A6, and no label printer one for A4.
WAYS = {
    "58mm": {"png": "png", "pdf": "pdf.png", "zpl": "zpl", "escpos": "escpos.png"},
    "80mm": {"png": "png", "pdf": "pdf.png", "zpl": "zpl", "escpos": "escpos.png"},
    "102x152": {"png": "png", "pdf": "pdf.png", "zpl": "zpl", "escpos": "escpos.png"},
    "badge": {"png": "png", "pdf": "pdf.png", "zpl": "zpl", "escpos": "escpos.png"},
    "a6": {"png": "png", "pdf": "pdf.png", "zpl": "zpl"},
    "a4": {"png": "png", "pdf": "pdf.png"},
}
# Words and picture of the sheet and of both rolls.
NOTE_FILES = ("pdf.txt", "pdf.png", "txt", "roll.png", "58mm.txt", "58mm.png")
OWN_FILES = ("pdf.png", "roll.png", "58mm.png")
ROLLS = {80: 576, 58: 384, 112: 832}
SCREEN_DPI, GREYS = 80, 4
# Of what orders a picture of ZPL was made. Drawing all of them takes half a minute, so that only a few are drawn in each run.
DRAWN_FROM = "drawn-from-sha256"
DRAWN_EACH_TIME = (
    ("crate-102x152", Language.NB),
    ("crate-58mm", Language.SV),
    ("consignment-80mm", Language.EN),
)


def size_of(name: str) -> str:
    return name.rsplit("-", 1)[-1]


def files_of(name: str) -> tuple[str, ...]:
    """The ends of a layout's golden files: one for each way, and of orders in words a picture, too."""
    ways = WAYS[size_of(name)]
    return (*ways.values(), "zpl.png") if "zpl" in ways else tuple(ways.values())


def by_way(way: str) -> list[str]:
    return [name for name in LAYOUTS if way in WAYS[size_of(name)]]


def small(picture: Image.Image, greys: int, **noted: str) -> bytes:
    """A PNG with few greys: enough to look at, and the same bytes each time."""
    out, known = io.BytesIO(), PngInfo()
    for name, text in noted.items():
        known.add_text(name.replace("_", "-"), text)
    reduced = picture.convert("1") if greys == 2 else picture.convert("L").quantize(greys)
    reduced.save(out, "PNG", optimize=True, pnginfo=known)
    return out.getvalue()


def pages(raw: bytes) -> bytes:
    """All pages of a PDF beneath each other."""
    document = pypdfium2.PdfDocument(raw)
    drawn = [
        document[number].render(scale=SCREEN_DPI / 72).to_pil().convert("L")
        for number in range(len(document))
    ]
    document.close()
    whole = Image.new("L", (max(page.width for page in drawn), sum(page.height for page in drawn)), 255)
    top = 0
    for page in drawn:
        whole.paste(page, (0, top))
        top += page.height
    return small(whole, GREYS)


def on_paper(raw: bytes, millimetres: int) -> tuple[bytes, str]:
    """The picture that a printer of this roll makes of the bytes, and the words in its own letters."""
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(raw)
    (paper,) = printer.papers
    assert paper.record["unknown_commands"] == []
    lines = paper.record["text"]
    assert isinstance(lines, list)
    with Image.open(io.BytesIO(paper.png)) as opened:
        return small(opened, 2), "\n".join(map(str, lines)) + "\n"


def note_on_roll(content: NoteContent | CrateLabelContent, language: Language, millimetres: int) -> bytes:
    head = Head(width=ROLLS[millimetres], model="TM-T20II")
    return draw_for_printer(content.kind, content.as_json(), language=language, copy=1, head=head)


def readable(zpl: str) -> str:
    """The dots of a picture are nothing to read: their number and digest stand for them."""
    return re.sub(
        r"(\^GFA,\d+,\d+,\d+,)([^^]*)",
        lambda found: f"{found[1]}<sha256 {hashlib.sha256(found[2].encode()).hexdigest()[:16]}>",
        zpl,
    )


def label(layout: Layout, way: str, language: Language) -> bytes:
    return render(layout, CONTENTS[layout.kind], way, language=language)


# ---- labels by their layouts


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", by_way("pdf"))
def test_the_pdf_of_a_label_looks_as_a_person_has_approved(name: str, language: Language) -> None:
    raw = label(LAYOUTS[name], "pdf", language)
    check_golden(GOLDEN / "sheets" / f"{name}.{language}.pdf.png", pages(raw))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", by_way("zpl"))
def test_the_orders_to_a_label_printer_are_kept(name: str, language: Language) -> None:
    zpl = label(LAYOUTS[name], "zpl", language).decode()
    check_golden(GOLDEN / "sheets" / f"{name}.{language}.zpl", readable(zpl))


def test_the_picture_of_every_label_printers_orders_is_of_these_orders() -> None:
    """A picture whose orders have changed fails, and is drawn anew only when the golden files are written."""
    orders = {
        (name, language): label(LAYOUTS[name], "zpl", language)
        for name in by_way("zpl")
        for language in Language
    }
    digests = {asked: hashlib.sha256(raw).hexdigest() for asked, raw in orders.items()}
    if UPDATING:
        old = [asked for asked, digest in digests.items() if drawn_from(*asked) != digest]
        for (name, language), raw in drawn([*old], orders).items():
            check_golden(zpl_picture(name, language), raw)
    assert {asked: drawn_from(*asked) for asked in orders} == digests
    for (name, language), raw in drawn(DRAWN_EACH_TIME, orders).items():
        check_golden(zpl_picture(name, language), raw)


def zpl_picture(name: str, language: Language) -> Path:
    return GOLDEN / "sheets" / f"{name}.{language}.zpl.png"


def drawn_from(name: str, language: Language) -> str:
    """The digest of the orders that the kept picture was drawn from; empty where none is kept."""
    path = zpl_picture(name, language)
    if not path.exists():
        return ""
    with Image.open(path) as kept:
        return str(kept.info.get(DRAWN_FROM, ""))


def drawn(
    asked: Sequence[tuple[str, Language]], orders: Mapping[tuple[str, Language], bytes]
) -> dict[tuple[str, Language], bytes]:
    """What the renderer of others makes of them, as small pictures."""
    labels = [(orders[one], LAYOUTS[one[0]].width, LAYOUTS[one[0]].height) for one in asked]
    return {
        one: small(page, 2, drawn_from_sha256=hashlib.sha256(orders[one]).hexdigest())
        for one, page in zip(asked, drawn_by_others(labels), strict=True)
    }


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", by_way("escpos"))
def test_a_label_comes_out_of_a_receipt_printer_as_a_person_has_approved(
    name: str, language: Language
) -> None:
    raw = label(LAYOUTS[name], "escpos", language)
    millimetres = {"58mm": 58, "80mm": 80}.get(size_of(name), 112)
    picture, _ = on_paper(raw, millimetres)
    check_golden(GOLDEN / "sheets" / f"{name}.{language}.escpos.png", picture)


# ---- the crate's label in the letters of the printer, and the notes


@pytest.mark.parametrize("language", list(Language))
def test_a_crate_without_a_layout_looks_as_a_person_has_approved(language: Language) -> None:
    for millimetres, end in ((80, "roll.png"), (58, "58mm.png")):
        picture, _ = on_paper(note_on_roll(CARROTS, language, millimetres), millimetres)
        check_golden(GOLDEN / f"crate_label.{language}.{end}", picture)
    raw = draw_pdf(CARROTS.kind, CARROTS.as_json(), language=language, copy=1)
    check_golden(GOLDEN / f"crate_label.{language}.pdf.png", pages(raw))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", sorted(NOTES))
def test_a_note_looks_as_a_person_has_approved(name: str, language: Language) -> None:
    content, kept = NOTES[name], GOLDEN / "notes"
    raw = draw_pdf(content.kind, content.as_json(), language=language, copy=1)
    check_golden(kept / f"{name}.{language}.pdf.png", pages(raw))
    picture, _ = on_paper(note_on_roll(content, language, 80), 80)
    check_golden(kept / f"{name}.{language}.roll.png", picture)
    picture, words = on_paper(note_on_roll(content, language, 58), 58)
    check_golden(kept / f"{name}.{language}.58mm.png", picture)
    check_golden(kept / f"{name}.{language}.58mm.txt", words)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("goods", "millimetres"), [("weight", 80), ("pieces", 58)])
def test_so_does_one_whose_goods_have_a_number(goods: str, millimetres: int, language: Language) -> None:
    content = {"weight": BY_WEIGHT, "pieces": BY_PIECE}[goods]
    picture, _ = on_paper(note_on_roll(content, language, millimetres), millimetres)
    check_golden(GOLDEN / f"crate_label_{goods}.{language}.{millimetres}mm.png", picture)


# ---- the table


def test_every_paper_in_every_way_and_language_has_its_golden_file_and_no_file_is_left_over() -> None:
    languages = list(Language)
    labels = {
        f"{name}.{language}.{end}" for name in LAYOUTS for language in languages for end in files_of(name)
    }
    assert labels == {path.name for path in (GOLDEN / "sheets").iterdir()}
    notes = {f"{name}.{language}.{end}" for name in NOTES for language in languages for end in NOTE_FILES}
    assert notes == {path.name for path in (GOLDEN / "notes").iterdir()}
    own = {f"crate_label.{language}.{end}" for language in languages for end in OWN_FILES} | {
        f"crate_label_{end}"
        for language in languages
        for end in (f"weight.{language}.80mm.png", f"pieces.{language}.58mm.png")
    }
    assert own <= {path.name for path in GOLDEN.iterdir()}


def test_the_table_knows_every_kind_and_every_way() -> None:
    assert {layout.kind for layout in LAYOUTS.values()} == set(KINDS) == set(CONTENTS)
    assert {way for ways in WAYS.values() for way in ways} == set(DIALECTS)
    assert {content.kind for content in NOTES.values()} == KINDS_OF_NOTES
