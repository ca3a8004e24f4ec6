"""The day sheet on paper: every fact is there in three languages, the same sheet gives the same file, and no row is torn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from hub.kernel.words import Language
from hub.labels.day_sheet import DaySheetContent, SheetDay, canonical, hash_of_sheet, missing_numbers
from hub.labels.day_sheet_phrases import ranges
from hub.labels.dialects.pdf_day_sheet import day_sheet_pdf
from tests.support.day_sheet_factory import GOODS_IN, OPEN, SHEET_DAY, SIGNED, at, weighing
from tests.support.golden import check_golden

GOLDEN = Path(__file__).parents[1] / "golden" / "labels"
CHECKSUM = "6aec39a52c49b21c10a6d1c0be1f2a41b9b9bf3b0c3d7f6ad2b7c9f1a4e0d5c3"
DRAFT = replace(SIGNED, signature=None)
MANY = tuple(weighing(number, "10.010", at(6 + number // 60, number % 60)) for number in range(1, 121))
LONG = replace(SIGNED, day=replace(SHEET_DAY, scales=(replace(GOODS_IN, weighings=MANY, missing=(3, 5, 6)),)))


def pages_of(content: DaySheetContent, language: Language) -> list[str]:
    document = pypdfium2.PdfDocument(day_sheet_pdf(content, language, CHECKSUM if content.signature else ""))
    pages = [
        "\n".join(document[number].get_textpage().get_text_bounded().splitlines())
        for number in range(len(document))
    ]
    document.close()
    return pages


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("name", "content"), [("day_sheet", SIGNED), ("day_sheet_draft", DRAFT)])
def test_the_sheet_says_what_a_person_has_approved(
    name: str, content: DaySheetContent, language: Language
) -> None:
    text = "\n----\n".join(pages_of(content, language)) + "\n"
    check_golden(GOLDEN / f"{name}.{language.value}.pdf.txt", text)


def test_the_same_sheet_gives_the_same_file_and_comes_back_whole_from_its_text() -> None:
    again = DaySheetContent.from_text(SIGNED.as_text())
    assert again == SIGNED
    assert again.as_text() == SIGNED.as_text()
    assert day_sheet_pdf(again, Language.NB, CHECKSUM) == day_sheet_pdf(SIGNED, Language.NB, CHECKSUM)


def test_what_a_sheet_holds_gives_the_same_bytes_for_ever() -> None:
    # Typed off once: a sheet signed today must prove itself under any later version of the hub.
    assert hash_of_sheet(SIGNED.as_text()).hex() == (
        "b07489e2bf9d2f86bf833cea171ca0e157a62023261436464879e4257a3131ce"
    )
    assert canonical({"b": "ø", "a": [1, None]}) == '{"a":[1,null],"b":"ø"}'.encode()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"day":1}', '{"heads":[],"day":{}}'])
def test_a_text_that_is_no_sheet_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        DaySheetContent.from_text(text)


def test_the_heads_stand_on_paper_as_the_command_takes_them() -> None:
    text = "\n".join(pages_of(SIGNED, Language.NB))
    assert "goods_in:131:9f86d081884c7d65\n" in text
    assert "packing:7:60303ae22b998861\n" in text
    assert "audit:311:fd61a03af4f77d87\n" in text
    assert CHECKSUM in text


def test_what_must_be_settled_stands_before_any_scale() -> None:
    first = pages_of(SIGNED, Language.NB)[0]
    assert first.index("Signert med disse åpne, fordi: kassen ble kjørt tilbake") < first.index("Max 60 kg")
    settled = replace(SHEET_DAY, scales=(replace(GOODS_IN, weighings=(GOODS_IN.weighings[0],)),))
    assert (
        "Alle veiinger er brukt, eller merket som ikke en kasse."
        in pages_of(replace(SIGNED, day=settled), Language.NB)[0]
    )


def test_a_long_day_repeats_its_headings_numbers_its_pages_and_says_what_is_missing() -> None:
    pages = pages_of(LONG, Language.EN)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all(
        page.count("Goods in\nNo. Time Gross Tare Net Shown Alibi no. Became") == 1 for page in pages[3:5]
    )
    assert "MISSING NO. 3, 5-6" in "".join(pages)
    assert "".join(pages).count("NOBODY'S YET") == 120


def test_a_day_of_typed_weights_only_says_that_no_scale_weighed() -> None:
    typed = SheetDay(hub="Hub", address="", day=SHEET_DAY.day, typed=SHEET_DAY.typed)
    text = "\n".join(pages_of(replace(DRAFT, day=typed, heads=()), Language.SV))
    assert "Ingen våg vägde något denna dag." in text
    assert "EJ SIGNERAD" in text
    assert "Att reda ut" not in text


def test_only_numbers_of_no_day_are_missing() -> None:
    assert missing_numbers([4, 5, 9], [6, 7]) == (8,)
    assert missing_numbers([4], []) == ()
    assert ranges((3, 5, 6, 7, 9)) == "3, 5-7, 9"
    assert SHEET_DAY.nobodys == ((GOODS_IN, OPEN),)
