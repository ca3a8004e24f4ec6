"""A layout names only what its kind of label can say, and what a label can say is all known by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.catalogue.records import Allergen
from hub.kernel.errors import Misconfigured
from hub.kernel.words import Language
from hub.labels.fact_names import HEADINGS, PICTURES, code_names, text_names
from hub.labels.facts import facts_of
from hub.labels.label_values import COUNT, DAY, KEYS, LIST, MASS, TEXT
from hub.labels.render import draw
from hub.labels.sheet import layout_from, read_layout
from hub.labels.symbols import Remark

FOLDER = Path("config/labels")
LAYOUTS = sorted(FOLDER.glob("*.toml"))
VALUES = {TEXT: "A1", MASS: "12.5", DAY: "2026-11-24", COUNT: 3, LIST: ["milk"]}
# Values that are checked: numbers of GS1's and codes of lists.
CHECKED = {
    "sscc": "195212340000000010", "replaces": "195212340000000010", "parent": "195212340000000010", "gtin": "9521234543213",
    "content_gtin": "9521234543213", "origin": "NO", "language": "nb", "storage_class": "cool", "grade": "washed",
    "ginc": "9521234A1", "method": "caught_at_sea", "gear": "trawls", "catch_area": "27.4.a", "fao_code": "COD",
}  # fmt: skip


def whole(kind: str) -> dict[str, object]:
    """A content with a value for each key of its kind."""
    return {key: CHECKED.get(key, VALUES.get(value, True)) for key, value in KEYS[kind].items()}


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_whatever_a_label_says_has_a_known_name(kind: str) -> None:
    plain = whole(kind)
    if kind in ("place", "consignment"):
        plain["storage_class"] = ["cool"]
    made = facts_of(kind, plain)
    unknown = set(made.texts) - text_names(kind)
    # What a label has without a word for people: what it was made from.
    assert unknown <= set(KEYS[kind])
    assert set(made.codes) <= code_names(kind)
    assert set(made.headings) <= set(HEADINGS)
    assert set(made.pictures) <= PICTURES


@pytest.mark.parametrize(
    ("wrong", "key", "right"),
    [
        ('says = "prodct"', "says", "product"),
        ('code = "ssc"', "code", "sscc"),
        ('picture = "foo"', "picture", "storage"),
        ('says = "lot"\nheading = "lott"\ntype = [2, 3]', "heading", "lot"),
        ('rule = true\nneeds = "lott"', "needs", "lot"),
        ('says = "lot"\nunless = ["route"]\ntype = [2, 3]', "unless", "lot"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line_and_what_there_is(wrong: str, key: str, right: str) -> None:
    extra = "\ntype = [2, 3]" if wrong.startswith("says") and "type" not in wrong else ""
    text = f'kind = "crate"\nsize = [102, 152]\n\n[[fields]]\n{wrong}{extra}\nbox = [3, 3, 30, 30]\n'.replace(
        "\\\n", "\n"
    )
    with pytest.raises(Misconfigured) as refused:
        layout_from("mine", text)
    (fault,) = refused.value.faults
    assert fault.key.endswith(f".{key}")
    assert "fields[" not in fault.key, "nobody counts fields"
    assert fault.line == 1 + text[: text.index(f"{key} =")].count("\n")
    for language in Language:
        assert right in fault.in_(language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "path",
    [one for one in LAYOUTS if "allergens_line" in one.read_text(encoding="utf-8")],
    ids=lambda one: one.stem,
)
def test_all_fourteen_allergens_have_room_on_every_label_that_names_them(
    path: Path, language: Language
) -> None:
    layout = read_layout(path)
    content = {
        "product": "Fiskegrateng",
        "allergens": [one.value for one in Allergen],
        "sscc": CHECKED["sscc"],
    }
    known = {key: value for key, value in content.items() if key in KEYS[layout.kind]}
    drawing = draw(layout, known, language=language)
    assert Remark.MENTION_CUT not in drawing.remarks
