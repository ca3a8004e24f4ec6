"""Meat, fish and eggs on paper: what the law wants to follow them stands on every label and note, whole, in each language and on each printer.

The expected words are those of the regulations and of the authorities' own pages, not of the code: (EU) 16/2012 (days of production
and freezing), (EC) 1760/2000 art. 13 (beef), (EU) 1337/2013 (pork, sheep, goat, poultry), (EU) 1379/2013 art. 35 (fish),
(EU) 2023/2465 (eggs).
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.all_contents import NoteContent
from hub.labels.check import CheckFault, check_picture
from hub.labels.codes.companions import faults_together, size_in_128
from hub.labels.codes.names import NAMES
from hub.labels.codes.reading import read_code
from hub.labels.content import CrateLabelContent
from hub.labels.dialects.head import Head
from hub.labels.dialects.letters import LINE, PER_SIZE
from hub.labels.dialects.png import picture, png_bytes
from hub.labels.drawing import draw_for_printer, draw_pdf, lacks_of
from hub.labels.marks import Drawing, SymbolMark, TextMark
from hub.labels.plain import plain_of
from hub.labels.provenance import LotProvenance, Provenance, is_fao_area
from hub.labels.render import draw, layouts_in
from hub.labels.sheet import Layout, read_layout
from hub.labels.styles import style_of
from hub.labels.symbols import Remark, SymbolKind
from tests.support.animal_goods import ANIMALS, BEEF, COD, TROUT, animal, animal_note
from tests.support.labels_factory import CARROTS
from tests.support.readers import worn
from tests.support.source import ROOT

FOLDER = ROOT / "config" / "labels"
LAYOUTS = {
    name: read_layout(FOLDER / f"{name}.toml")
    for name in layouts_in(FOLDER)
    if name.startswith(("crate-", "split-crate-"))
}
# (EU) 1169/2011 art. 13 asks for an x-height of 1.2 mm on what is sold packed; a label of a crate is for professionals.
LEAST_TYPE = {True: 2_200, False: 1_800}
NB, SV, EN = Language.NB, Language.SV, Language.EN
SAID = {
    ("beef", NB): "Født i Sverige · oppdrettet i Norge, Sverige · slaktet i Norge (NO 1234) · nedskåret i Norge (NO 1250) · "
    "referansenr. 752 041 633 2026 · produsert 19.11.2026",
    ("beef", SV): "Född i Sverige · uppfödd i Norge, Sverige · slaktad i Norge (NO 1234) · styckad i Norge (NO 1250) · "
    "referensnr 752 041 633 2026 · producerad 2026-11-19",
    ("beef", EN): "Born in Sweden · reared in Norway, Sweden · slaughtered in Norway (NO 1234) · cut in Norway (NO 1250) · "
    "reference 752 041 633 2026 · produced 19 Nov 2026",
    ("pork", NB): "Oppdrettet i Norge · slaktet i Norge (NO 1234) · referansenr. G-2611-17 · produsert 20.11.2026",
    ("pork", SV): "Uppfödd i Norge · slaktad i Norge (NO 1234) · referensnr G-2611-17 · producerad 2026-11-20",
    ("pork", EN): "Reared in Norway · slaughtered in Norway (NO 1234) · reference G-2611-17 · produced 20 Nov 2026",
    ("cod", NB): "Gadus morhua (COD) · fisket i havet · fangstområde Norskehavet (FAO 27.2.a) · krok og line · "
    "fartøy Havglytt N-999-XX · fanget 12.11.2026",
    ("cod", SV): "Gadus morhua (COD) · fångad i havet · fångstområde Norska havet (FAO 27.2.a) · krokar och linor · "
    "fartyg Havglytt N-999-XX · fångad 2026-11-12",
    ("cod", EN): "Gadus morhua (COD) · caught at sea · catch area Norwegian Sea (FAO 27.2.a) · hooks and lines · "
    "vessel Havglytt N-999-XX · caught 12 Nov 2026",
    ("trout", NB): "Oncorhynchus mykiss (TRR) · oppdrettet · produksjonsområde Norge, Femunden · anlegg Femundsanlegget, "
    "lok. 99999 · slaktet 21.11.2026 · opptint",
    ("trout", SV): "Oncorhynchus mykiss (TRR) · odlad · produktionsområde Norge, Femunden · odling Femundsanlegget, "
    "lok. 99999 · slaktad 2026-11-21 · upptinad",
    ("trout", EN): "Oncorhynchus mykiss (TRR) · farmed · production area Norge, Femunden · farm Femundsanlegget, "
    "lok. 99999 · harvested 21 Nov 2026 · defrosted",
    ("eggs", NB): "Egg fra frittgående høner ute",
    ("eggs", SV): "Ägg från utehöns",
    ("eggs", EN): "Free-range eggs",
}  # fmt: skip
FROZEN = {
    ("beef", NB): ("Frysedato", "20.11.2026"),
    ("beef", SV): ("Infryst", "2026-11-20"),
    ("beef", EN): ("Frozen on", "20 Nov 2026"),
    ("cod", NB): ("Frysedato", "13.11.2026"),
    ("cod", SV): ("Infryst", "2026-11-13"),
    ("cod", EN): ("Frozen on", "13 Nov 2026"),
}
# As much as there may be in earnest: long names of works, three countries, a reference of two groups.
LONG_BEEF = replace(
    BEEF,
    provenance=replace(
        BEEF.provenance or Provenance(),
        born_in=("SE", "DK"),
        reared_in=("NO", "SE", "DK"),
        slaughterhouse="Nordre Mjøsa slakteri, NO 1234 EFTA",
        cutting_plant="Øvre Romerike skjæring og pakking, NO 1250 EFTA",
        reference="752 041 633 2026 / 752 041 634 2026",
    ),
)
LONG_COD = replace(
    COD,
    provenance=replace(
        COD.provenance or Provenance(),
        gear="surrounding_nets",
        catch_area="27.3.a",
        vessel="Havglytt av Ytre Holmen, N-999-XX, LK9999",
        defrosted=True,
    ),
)


def drawn(name: str, content: CrateLabelContent, language: Language = NB, dpi: int = 203) -> Drawing:
    return draw(LAYOUTS[name], plain_of(content, language=language), dpi=dpi, language=language)


def texts(drawing: Drawing) -> list[TextMark]:
    return [mark for mark in drawing.marks if isinstance(mark, TextMark)]


def closely(*said: str) -> str:
    """Letters alone: where a line breaks says nothing about what it says."""
    return re.sub(r"\s+", "", "".join(said))


def lacks(drawing: Drawing) -> set[Remark]:
    return set(drawing.remarks) & {Remark.MENTION_CUT, Remark.MENTION_LEFT_OUT}


def elements(drawing: Drawing) -> dict[str, str]:
    """What all codes of the goods say together."""
    marks = [mark for mark in drawing.marks if isinstance(mark, SymbolMark)]
    return {one.ai: one.value for mark in marks for one in mark.symbol.elements}


# ---- labels


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("goods", sorted(ANIMALS))
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_label_says_what_the_law_wants_whole_and_in_letters_to_read(
    name: str, goods: str, language: Language
) -> None:
    drawing = drawn(name, animal(goods, language), language)
    marks = texts(drawing)
    expected = closely(SAID[goods, language])
    assert expected in closely(*(mark.text for mark in marks))
    lines = [mark for mark in marks if len(mark.text) > 3 and closely(mark.text) in expected]
    assert min(mark.size for mark in lines) >= LEAST_TYPE[LAYOUTS[name].roll]
    assert lacks(drawing) == set()
    words = [mark.text for mark in marks]
    for said in FROZEN.get((goods, language), ()):
        assert said in words


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("content", [LONG_BEEF, LONG_COD], ids=["beef", "cod"])
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_as_much_as_there_may_be_in_earnest_is_not_cut(
    name: str, content: CrateLabelContent, language: Language
) -> None:
    drawing = drawn(name, content, language)
    assert lacks(drawing) == set()
    assert not any("…" in mark.text for mark in texts(drawing))
    assert min(mark.size for mark in texts(drawing)) >= LEAST_TYPE[False]


def test_an_animal_of_one_country_needs_one_sentence() -> None:
    """(EC) 1760/2000 art. 13 (5) b: where birth, rearing and slaughter are in one country."""
    content = replace(BEEF, provenance=Provenance(("NO",), ("NO",), "NO", "NO 1234"))
    for language, said in (
        (NB, "Født, oppdrettet og slaktet i Norge (NO 1234)"),
        (SV, "Född, uppfödd och slaktad i Norge (NO 1234)"),
        (EN, "Born, reared and slaughtered in Norway (NO 1234)"),
    ):
        assert said in [mark.text for mark in texts(drawn("crate-a4", content, language))]


def test_vegetables_have_nothing_of_it() -> None:
    for name in LAYOUTS:
        drawing = drawn(name, CARROTS)
        assert lacks(drawing) == set()
        assert not any(mark.text in ("Frysedato", "Fryst") for mark in texts(drawing))


def test_what_had_to_be_cut_is_said_and_the_label_is_of_no_use(tmp_path: Path) -> None:
    told = replace(BEEF.provenance or Provenance(), slaughterhouse="slakteri " * 200)
    drawing = drawn("crate-102x152", replace(BEEF, provenance=told))
    assert lacks(drawing) == {Remark.MENTION_CUT}
    path = tmp_path / "label.png"
    path.write_bytes(png_bytes(drawing))
    checked = check_picture(path)
    assert not checked.usable
    assert [kind for kind, _ in checked.faults] == [CheckFault.MENTION_CUT]


def test_the_papers_page_says_what_the_label_of_its_printer_cut() -> None:
    told = replace(BEEF.provenance or Provenance(), slaughterhouse="slakteri " * 200)
    cut = replace(BEEF, provenance=told)
    large = style_of(FOLDER, named={"crate_label": "crate-102x152"}, width_dots=832, dpi=203, dialect="zpl")
    own_letters = style_of(FOLDER, named={}, width_dots=576, dpi=203, dialect="escpos")
    stored = replace(cut, gtin="").as_json()
    assert lacks_of(cut.kind, cut.as_json(), language=NB, style=large) == (Remark.MENTION_CUT,)
    assert lacks_of(BEEF.kind, BEEF.as_json(), language=NB, style=large) == ()
    assert lacks_of(cut.kind, stored, language=NB, style=own_letters) == (), "a roll has room for all"


def test_a_layout_of_ones_own_that_knows_nothing_of_it_is_told(tmp_path: Path) -> None:
    table = LAYOUTS["crate-80mm"]
    fields = tuple(one for one in table.fields if "frozen" not in getattr(one, "says", ()))
    older = Layout(table.name, table.kind, table.width, table.height, table.margin, fields)
    drawing = draw(older, plain_of(BEEF, language=NB))
    assert lacks(drawing) == {Remark.MENTION_LEFT_OUT}
    path = tmp_path / "label.png"
    path.write_bytes(png_bytes(drawing))
    assert [kind for kind, _ in check_picture(path).faults] == [CheckFault.MENTION_LEFT_OUT]
    assert lacks(draw(older, plain_of(CARROTS, language=NB))) == set()


ANY_TEXT = st.text(st.sampled_from("abcæøåäöÆØÅ 0123456789 ()/·-.,ŋŧđΩЖ漢🥕^~_\\\x1b\x1d\n"), max_size=200)
ANY_TOLD = st.builds(
    Provenance,
    born_in=st.lists(st.sampled_from(["NO", "SE", "DK", "IS"]), max_size=4).map(tuple),
    slaughtered_in=st.sampled_from(["", "NO", "SE"]),
    slaughterhouse=ANY_TEXT,
    reference=ANY_TEXT,
    catch_area=ANY_TEXT,
    vessel=ANY_TEXT,
    produced_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    frozen_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    defrosted=st.booleans(),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(told=ANY_TOLD, name=st.sampled_from(sorted(LAYOUTS)), language=st.sampled_from(Language))
def test_nothing_leaves_its_box_and_nothing_is_cut_without_a_word(
    told: Provenance, name: str, language: Language
) -> None:
    drawing = drawn(name, replace(TROUT, provenance=told), language)
    for mark in texts(drawing):
        assert sum(map(mark.face.width, mark.text)) * mark.size <= mark.room * PER_SIZE
        assert mark.x + mark.room <= drawing.width
        assert mark.y + mark.size * LINE // PER_SIZE <= drawing.height + 500
        assert mark.text.isprintable()
    if lacks(drawing):
        return
    whole = closely(*(mark.text for mark in texts(drawing)))
    for fact in (told.slaughterhouse if told.slaughtered_in else "", told.reference, told.vessel):
        assert closely("".join(sign for sign in fact if sign.isprintable())) in whole


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("goods", sorted(ANIMALS))
def test_without_a_layout_the_label_says_the_same(goods: str, language: Language) -> None:
    content = animal(goods, language)
    said = closely(SAID[goods, language])
    for paper in (
        words_of_sheet(content, language),
        *(words_of_roll(content, language, wide) for wide in (80, 58)),
    ):
        assert said in closely(*paper)
        assert all(closely(one) in closely(*paper) for one in FROZEN.get((goods, language), ()))


# ---- codes


def test_fish_carries_its_water_its_species_and_its_days() -> None:
    assert elements(drawn("crate-102x152", COD)) == {
        "01": "97090000000014", "3103": "005250", "15": "271112", "10": "L2611-0051", "422": "578", "00": COD.sscc,
        "7005": "27.2.a", "7006": "261113", "7007": "261112", "7008": "COD",
    }  # fmt: skip


def test_meat_carries_its_day_of_freezing_and_no_day_that_may_be_of_cutting_as_a_harvest() -> None:
    said = elements(drawn("crate-102x152", BEEF))
    assert said["7006"] == "261120"
    assert {"7005", "7007", "7008"}.isdisjoint(said)


def test_waters_in_words_and_goods_without_an_article_number_have_none_of_it() -> None:
    lake = replace(TROUT, gtin="97090000000014")
    assert "7005" not in elements(drawn("crate-102x152", lake))
    assert elements(drawn("crate-102x152", lake))["7007"] == "261121"
    assert elements(drawn("crate-102x152", TROUT)) == {"00": TROUT.sscc}


@pytest.mark.parametrize(
    ("area", "known"),
    [("27", True), ("27.4.a", True), ("27.3.d.24", True), ("05", True), ("Barentshavet", False), ("29.1", False), ("27.", False),
     ("", False), ("27.4.a)(10)X", False)],
)  # fmt: skip
def test_a_code_of_faos_is_known_by_its_form(area: str, known: bool) -> None:
    assert is_fao_area(area) is known


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("content", [BEEF, COD], ids=["beef", "cod"])
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_codes_are_read_back_and_keep_the_rules(
    name: str, content: CrateLabelContent, dpi: int, tmp_path: Path
) -> None:
    drawing = drawn(name, content, dpi=dpi)
    marks = [mark.symbol for mark in drawing.marks if isinstance(mark, SymbolMark)]
    assert Remark.CODE_SHORTENED not in drawing.remarks
    assert all(size_in_128(symbol.elements) <= 48 for symbol in marks if symbol.kind is SymbolKind.GS1_128)
    assert faults_together([one for symbol in marks for one in symbol.elements]) == ()
    path = tmp_path / "label.png"
    path.write_bytes(png_bytes(drawing))
    checked = check_picture(path)
    assert (checked.usable, checked.faults) == (True, ())
    assert {kind for code in checked.codes for kind, _ in code.faults} == set()
    if dpi == 203:
        read = {one.text for one in zxingcpp.read_barcodes(worn(picture(drawing), 7)) if one.valid}
        assert read == {symbol.text for symbol in marks}


def test_a_code_too_large_for_its_box_says_less_and_is_not_refused() -> None:
    drawing = drawn("crate-102x152", replace(COD, lot="SAMMENSLATTABCDEFGHI"))
    assert Remark.CODE_SHORTENED in drawing.remarks
    said = elements(drawing)
    assert "7008" not in said
    assert said["10"] == "SAMMENSLATTABCDEFGHI"


def test_what_is_scanned_is_named_in_three_languages() -> None:
    assert {ai: (NAMES[ai].nb, NAMES[ai].sv, NAMES[ai].en) for ai in ("7005", "7006")} == {
        "7005": ("Fangstområde (FAO)", "Fångstområde (FAO)", "Catch area (FAO)"),
        "7006": ("Første frysedato", "Första infrysningsdatum", "Date of first freezing"),
    }
    assert {one.ai for one in read_code("(01)97090000000014(7006)261113(7008)COD").elements} <= set(NAMES)


# ---- notes


def words_of_roll(
    content: NoteContent | CrateLabelContent, language: Language, millimetres: int
) -> list[str]:
    head = Head(width={80: 576, 58: 384}[millimetres], model="TM-T20II")
    raw = draw_for_printer(content.kind, content.as_json(), language=language, copy=1, head=head)
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(raw)
    (paper,) = printer.papers
    assert paper.record["unknown_commands"] == []
    return [str(line) for line in paper.record["text"]]  # type: ignore[attr-defined]


def words_of_sheet(content: NoteContent | CrateLabelContent, language: Language) -> list[str]:
    document = pypdfium2.PdfDocument(draw_pdf(content.kind, content.as_json(), language=language, copy=1))
    said = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return said


@pytest.mark.parametrize("language", list(Language))
def test_every_told_fact_stands_on_the_note(language: Language) -> None:
    note = animal_note(language)
    frozen = {NB: "fryst 20.11.2026", SV: "infryst 2026-11-20", EN: "frozen 20 Nov 2026"}[language]
    papers = [words_of_sheet(note, language), *(words_of_roll(note, language, wide) for wide in (80, 58))]
    for paper in papers:
        said = closely(*paper).casefold()
        for goods in ANIMALS:
            facts = [*SAID[goods, language].split(" · "), *([frozen] if goods == "beef" else [])]
            assert [fact for fact in facts if closely(fact).casefold() not in said] == []


@pytest.mark.parametrize("language", list(Language))
def test_of_several_lots_each_is_named_before_what_is_told_of_it(language: Language) -> None:
    said = closely(*words_of_roll(animal_note(language), language, 58))
    lot = {NB: "Parti", SV: "Parti", EN: "Lot"}[language]
    first = said.index(f"{lot}L2611-0051:")
    second = said.index(f"{lot}L2611-0053:")
    assert first < said.index("HavglyttN-999-XX") < second < said.index("SkjærgløttN-998-XX")
    assert f"{lot}L2611-0044:" not in said


def test_what_is_told_of_many_lots_is_not_cut() -> None:
    note = animal_note(NB)
    lots = tuple(
        LotProvenance(
            f"L2611-{number:04}", replace(LONG_BEEF.provenance or Provenance(), reference=f"REF{number}X")
        )
        for number in range(1, 9)
    )
    many = replace(note.lines[0], lots=tuple(one.lot for one in lots), provenance=lots)
    note = replace(note, lines=(many,))
    for paper in (words_of_sheet(note, NB), words_of_roll(note, NB, 58)):
        said = closely(*paper)
        assert [number for number in range(1, 9) if f"REF{number}X" not in said] == []


# ---- text stays text

HOSTILE = (
    "^XA^JUS^XZ ~JR~HS ^FS^FO0,0^GB800,800,800^FS _5E_7EJR >8>6",
    "\x1b@\x1dV\x00\x10\x04\x01 \x1dk\x49\x05{BABC",
    "(10)X(01)97090000000021 {0} %s ${PATH} </td>",
)


def beside_mentions(drawing: Drawing) -> list[TextMark]:
    """Every text but those in the box of the mentions."""
    (box,) = [one.box for one in LAYOUTS["crate-102x152"].fields if getattr(one, "says", ()) == ("mentions",)]
    return [mark for mark in texts(drawing) if not box.y <= mark.y < box.y + box.height]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["vessel", "reference", "catch_area", "slaughterhouse", "cutting_plant"])
def test_a_hostile_fact_changes_nothing_but_its_own_text(field: str, text: str) -> None:
    told = replace(BEEF.provenance or Provenance(), vessel="x", catch_area="x")
    harmless = replace(BEEF, provenance=replace(told, **{field: "x"}))  # type: ignore[arg-type]
    hostile = replace(BEEF, provenance=replace(told, **{field: text}))  # type: ignore[arg-type]
    before, after = (drawn("crate-102x152", content) for content in (harmless, hostile))
    assert [mark for mark in after.marks if isinstance(mark, SymbolMark)] == [
        mark for mark in before.marks if isinstance(mark, SymbolMark)
    ]
    assert beside_mentions(before) == beside_mentions(after)
    assert all(mark.text.isprintable() for mark in texts(after))
    sent = draw_for_printer(
        hostile.kind, hostile.as_json(), language=NB, copy=1, head=Head(width=576, model="TM-T20II")
    )
    printer = PrinterDevice(PrinterSpec("test"))
    printer.receive(sent)
    (paper,) = printer.papers
    assert paper.record["unknown_commands"] == []
    assert BEEF.link in {one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(paper.png)))}
    note = replace(
        animal_note(NB),
        lines=(
            replace(
                animal_note(NB).lines[0], provenance=(LotProvenance(BEEF.lot, hostile.provenance or told),)
            ),
        ),
    )
    lines = words_of_roll(note, NB, 80)
    assert "Storfekjøttdeig" in lines
    assert any("I alt 5 kasser" in line for line in lines)
