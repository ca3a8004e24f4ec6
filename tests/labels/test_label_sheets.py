"""Labels from layout and content: golden pictures, read back through noise, text that stays in its box, and text that stays text."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hub.cli.language import language_in
from hub.cli.texts import text
from hub.kernel.errors import Misconfigured
from hub.kernel.words import Language
from hub.labels.check import check_picture
from hub.labels.code128 import bars_128
from hub.labels.codes.companions import size_in_128
from hub.labels.codes.own import crate_code
from hub.labels.codes.reading import read_code
from hub.labels.dialects.letters import LINE, PER_SIZE
from hub.labels.dialects.png import dots, picture, png_bytes
from hub.labels.facts import facts_of
from hub.labels.label_values import KEYS, LabelContentWrong
from hub.labels.marks import Drawing, SymbolMark, TextMark
from hub.labels.render import draw, layouts_in, render
from hub.labels.sheet import KINDS, parse_layout, read_layout
from hub.labels.symbols import CodeTooLarge, LabelFactWrong, Remark, SymbolKind
from tests.support.golden import check_golden
from tests.support.label_contents import CONTENTS, SSCC
from tests.support.readers import worn
from tests.support.source import ROOT

FOLDER = ROOT / "config" / "labels"
GOLDEN = ROOT / "tests" / "golden" / "labels" / "sheets"
NAMES = layouts_in(FOLDER)
LAYOUTS = {name: read_layout(FOLDER / f"{name}.toml") for name in NAMES}
CRATE = CONTENTS["crate"]


def drawn(name: str, content: dict[str, Any] | None = None, dpi: int = 203) -> Drawing:
    layout = LAYOUTS[name]
    return draw(layout, CONTENTS[layout.kind] if content is None else content, dpi=dpi)


def symbols(drawing: Drawing) -> list[SymbolMark]:
    return [mark for mark in drawing.marks if isinstance(mark, SymbolMark)]


def texts(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, TextMark)]


def test_every_kind_and_every_size_has_a_layout() -> None:
    assert {layout.kind for layout in LAYOUTS.values()} == set(KINDS)
    crates = {(layout.width, layout.height) for layout in LAYOUTS.values() if layout.kind == "crate"}
    assert crates == {(48_000, 0), (72_000, 0), (102_000, 152_000), (105_000, 148_000), (210_000, 297_000)}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_a_label_is_drawn_as_in_the_picture_that_was_looked_at(name: str, language: Language) -> None:
    layout = LAYOUTS[name]
    raw = render(layout, CONTENTS[layout.kind], "png", language=language)
    check_golden(GOLDEN / f"{name}.{language}.png", raw)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", NAMES)
def test_every_label_passes_its_own_check(name: str, dpi: int, tmp_path: Path) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(png_bytes(drawn(name, dpi=dpi)))
    checked = check_picture(path)
    assert checked.usable
    assert checked.faults == ()
    assert {kind for code in checked.codes for kind, _says in code.faults} == set()


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_read_through_noise_blur_and_a_tilt(name: str) -> None:
    drawing = drawn(name)
    read = {one.text for one in zxingcpp.read_barcodes(worn(picture(drawing), 7)) if one.valid}
    assert read == {mark.symbol.text for mark in symbols(drawing)}


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_shows_the_same_codes(name: str) -> None:
    raw = render(LAYOUTS[name], CONTENTS[LAYOUTS[name].kind], "pdf")
    page = pypdfium2.PdfDocument(raw)[0].render(scale=300 / 72).to_pil()
    read = {one.text for one in zxingcpp.read_barcodes(page) if one.valid}
    assert read == {mark.symbol.text for mark in symbols(drawn(name))}
    assert raw == render(LAYOUTS[name], CONTENTS[LAYOUTS[name].kind], "pdf")


# ---- text stays in its box

ALPHABETS = "abcdefghijklmnopqrstuvwxyzæøåäöABCÆØÅÄÖ ŋŧđčšž ΑΒΓαβγ ЖЩЮжщю ŁĘżźß مرحبا שלום 漢字かな한국어 ไทย 🥕 ^~_\\>{}<>&%\"'"
FIELDS = [
    key
    for key, kind in KEYS["crate"].items()
    if kind == "text" and key not in ("sscc", "gtin", "language", "address", "replaces", "parent")
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(name=st.text(st.sampled_from(ALPHABETS), max_size=200), layout=st.sampled_from(NAMES))
def test_text_never_leaves_its_box(name: str, layout: str) -> None:
    chosen = LAYOUTS[layout]
    keys = KEYS[chosen.kind]
    content = {
        key: name
        if keys[key] == "text"
        and key
        not in ("sscc", "gtin", "ginc", "language", "address", "badge", "place", "storage_class", "parent")
        else value
        for key, value in CONTENTS[chosen.kind].items()
    }
    drawing = draw(chosen, content)
    for mark in drawing.marks:
        if isinstance(mark, TextMark):
            assert sum(map(mark.face.width, mark.text)) * mark.size <= mark.room * PER_SIZE
            assert mark.x + mark.room <= drawing.width
            assert mark.y + mark.size * LINE // PER_SIZE <= drawing.height + 500
            assert _ink_leaves(mark, drawing) == 0


def _ink_leaves(mark: TextMark, drawing: Drawing) -> int:
    """How many dots of a line lie outside its room, drawn alone on a wide sheet; a dot's rounding is forgiven."""
    wide = drawing.width * 2
    shifted = TextMark(mark.text, wide // 4, mark.y, mark.room, mark.size, mark.face, align=mark.align)
    alone = ImageChops.invert(
        picture(Drawing(wide, drawing.height + 20_000, drawing.dpi, (shifted,))).convert("L")
    )
    box = alone.getbbox()
    if box is None:
        return 0
    left, right = dots(wide // 4, drawing.dpi) - 3, dots(wide // 4 + mark.room, drawing.dpi) + 3
    return max(0, left - box[0]) + max(0, box[2] - right)


# ---- text stays text

INJECTED = [
    "^XA^JUS^XZ",
    "~JR~HS",
    "^FS^FO0,0^GB800,800,800^FS",
    "_5E_7EJR",
    "\x1b@\x1dV\x00",
    "a\\&b",
    ">8>6",
    "${PATH}",
    "<b>&amp;",
    "x" * 200,
]


@pytest.mark.parametrize("text", INJECTED)
def test_no_text_becomes_an_order_to_a_label_printer(text: str) -> None:
    plain = {**CRATE, **dict.fromkeys(FIELDS, "x")}
    orders = _orders(render(LAYOUTS["crate-102x152"], plain, "zpl"))
    hostile = _orders(render(LAYOUTS["crate-102x152"], {**plain, **dict.fromkeys(FIELDS, text)}, "zpl"))
    allowed = {
        "^XA",
        "^CI",
        "^PW",
        "^LL",
        "^LH",
        "^FO",
        "^FT",
        "^A0",
        "^FH",
        "^FD",
        "^FS",
        "^GB",
        "^GF",
        "^BC",
        "^BX",
        "^BQ",
        "^BY",
        "^XZ",
        "^FB",
        "^FR",
    }
    assert set(hostile) <= allowed
    assert hostile.count("^XA") == hostile.count("^XZ") == 1
    assert [one for one in hostile if one in ("^BC", "^BX", "^BQ")] == [
        one for one in orders if one in ("^BC", "^BX", "^BQ")
    ]


def _orders(raw: bytes) -> list[str]:
    return re.findall(r"[\^~][A-Z0-9@]{2}", raw.decode())


@pytest.mark.parametrize("text", INJECTED)
@pytest.mark.parametrize("field", FIELDS)
def test_a_hostile_text_changes_nothing_but_its_own_line(field: str, text: str) -> None:
    before = drawn("crate-102x152", {**CRATE, field: "x"})
    after = drawn("crate-102x152", {**CRATE, field: text})
    if field not in ("lot", "origin"):
        assert [mark.symbol for mark in symbols(after)] == [mark.symbol for mark in symbols(before)]
    kept = set(texts(before)) & set(texts(after))
    assert len(texts(before)) - len(kept) <= 1
    assert not any(sign in line for line in texts(after) for sign in "\x1b\x1d\x00\n")


# ---- symbols


def test_goods_over_48_characters_are_split_over_two_symbols() -> None:
    marks = [mark.symbol for mark in symbols(drawn("crate-a4")) if mark.symbol.kind is SymbolKind.GS1_128]
    assert [symbol.text for symbol in marks] == [
        "(01)97090000000014(3103)010450(15)261201(7007)261120",
        "(422)578(10)26-328-007",
        f"(00){SSCC}",
    ]
    assert all(size_in_128(symbol.elements) <= 48 for symbol in marks)


def test_where_bars_do_not_fit_a_square_code_carries_the_same() -> None:
    drawing = drawn("crate-102x152")
    assert Remark.SQUARE_INSTEAD in drawing.remarks
    (goods,) = [mark.symbol for mark in symbols(drawing) if mark.symbol.kind is SymbolKind.DATAMATRIX]
    assert goods.text == "(01)97090000000014(3103)010450(15)261201(7007)261120(422)578(10)26-328-007"
    assert read_code("]d2" + goods.plain).faults == ()


def test_a_code_that_fits_in_no_form_is_refused_in_words() -> None:
    layout = parse_layout(
        "tiny",
        {
            "kind": "crate",
            "size": [30, 30],
            "fields": [{"code": "sscc", "as": "gs1_128", "box": [0, 0, 30, 30]}],
        },
    )
    with pytest.raises(CodeTooLarge) as refused:
        draw(layout, CRATE)
    assert refused.value.facts["dots"] == 239


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_module_of_a_crates_bars_is_within_the_standard_at(dpi: int) -> None:
    (bars,) = [mark for mark in symbols(drawn("crate-102x152", dpi=dpi)) if mark.symbol.text == f"(00){SSCC}"]
    assert bars.dots == {203: 4, 300: 6}[dpi]
    assert bars.height >= 31_750


def test_a_crate_of_a_hub_without_a_gs1_prefix_has_its_own_code_and_no_sscc() -> None:
    own = crate_code(123)
    drawing = drawn("crate-102x152", {"sscc": own, "product": "Potet"})
    assert [(mark.symbol.kind, mark.symbol.text, mark.symbol.gs1) for mark in symbols(drawing)] == [
        (SymbolKind.QR, own, False),
        (SymbolKind.CODE_128, own, False),
    ]
    assert read_code(own).crate == own


def test_a_crate_without_any_number_has_no_code() -> None:
    assert symbols(drawn("crate-102x152", {"product": "Potet"})) == []
    assert "Potet" in texts(drawn("crate-102x152", {"product": "Potet"}))


@pytest.mark.parametrize(
    ("wrong", "facts"),
    [
        ({"sscc": "195212340000000127"}, {"identifier": "(00)", "why": "check_digit"}),
        ({"gtin": "2512345607502"}, {"identifier": "(01)", "why": "restricted_number"}),
        ({"gtin": "97090000000015"}, {"identifier": "(01)", "why": "check_digit"}),
        ({"gtin": "97090000000014"}, {"identifier": "(01)", "why": "measure_missing"}),
    ],
)
def test_a_number_that_must_not_be_printed_is_refused(wrong: dict[str, str], facts: dict[str, str]) -> None:
    with pytest.raises(LabelFactWrong) as refused:
        facts_of("crate", wrong)
    assert facts.items() <= refused.value.facts.items()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"nett": "1"}, "nett"),
        ({"net_kg": "much"}, "net_kg"),
        ({"harvested": "20.11.2026"}, "harvested"),
        ({"count": -1}, "count"),
        ({"organic": "yes"}, "organic"),
        ({"language": "de"}, "language"),
        ({"allergens": 7}, "allergens"),
        ({"product": ["x"]}, "product"),
    ],
)
def test_content_that_cannot_be_read_is_refused_by_its_key(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(LabelContentWrong) as refused:
        facts_of("crate", wrong)
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("key", sorted(set(CRATE) - {"language"}))
def test_what_is_absent_is_left_out(key: str) -> None:
    without = {name: value for name, value in CRATE.items() if name != key}
    for name in ("crate-102x152", "crate-80mm", "crate-a4"):
        assert len(drawn(name, without).marks) <= len(drawn(name).marks)
        assert "None" not in " ".join(texts(drawn(name, without)))


def test_code_128_is_counted_as_it_is_printed() -> None:
    # The vectors' own width: (01)07038010000018(3103)001234(10)L2409A in the best sets is 277 modules (devices.md 3.1).
    assert bars_128("010703801000001831030012341" + "0L2409A", gs1=True).modules == 277
    assert bars_128("00" + SSCC, gs1=True).modules == 156


@pytest.mark.parametrize("name", [name for name in NAMES if "alibi" in CONTENTS[LAYOUTS[name].kind]])
def test_why_an_overdue_scale_was_used_stands_on_every_crate_label(name: str) -> None:
    because = (
        "Pakkebord, nr. 128 (verifisering utløpt 22.11.2026: den andre vekten er på verksted til i morgen)"
    )
    content = CONTENTS[LAYOUTS[name].kind] | {"alibi": because}
    assert because in " ".join(texts(drawn(name, content)))


def test_a_layout_with_faults_tells_all_of_them() -> None:
    table = {
        "kind": "crate",
        "size": [50, 50],
        "colour": "red",
        "fields": [
            {"says": "product", "box": [0, 0, 60, 10], "type": [2, 4], "wide": True},
            {"box": [0, 0, 1, 1]},
            {"code": "sscc", "as": "stars", "box": [0, 0, 1, 1]},
        ],
    }
    with pytest.raises(Misconfigured) as told:
        parse_layout("broken", table)
    assert [fault.key for fault in told.value.faults] == [
        "colour",
        "product.wide",
        "fields[1]",
        "code sscc.as",
    ]


# ---- the command


def hub(*args: str, stdin: str = "", config: Path = Path("config")) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "hub", "--config", str(config), "label", *args],
        input=stdin.encode(),
        capture_output=True,
        cwd=ROOT,
        check=False,
    )


def test_the_command_renders_a_label_and_reads_it_back(tmp_path: Path) -> None:
    content, out = tmp_path / "content.json", tmp_path / "label.png"
    content.write_text(json.dumps(CRATE), encoding="utf-8")
    done = hub(
        "render", "--layout", "crate-102x152", "--content", str(content), "--format", "png", "--out", str(out)
    )
    assert done.returncode == 0
    assert "square_instead" not in done.stderr.decode(), "a sentence, and no word of the code"
    assert text(language_in(ROOT / "config") or Language.EN, "square_instead") in done.stderr.decode()
    told = hub("check", str(out))
    answer = json.loads(told.stdout)
    assert (told.returncode, answer["usable"]) == (0, True)
    assert {code["text"] for code in answer["codes"]} == {
        mark.symbol.text for mark in symbols(drawn("crate-102x152"))
    }
    torn = tmp_path / "torn.png"
    with Image.open(io.BytesIO(out.read_bytes())) as opened:
        opened.crop((0, 0, 815, 640)).save(torn)
    assert hub("check", str(torn)).returncode == 1


def test_the_command_says_what_is_wrong_with_the_content() -> None:
    for content, word in (
        ('{"sscc": "195212340000000127"}', "195212340000000127"),
        ('{"nett": 1}', "nett"),
        ("[]", "JSON"),
    ):
        told = hub(
            "render", "--layout", "crate-a6", "--content", "-", "--format", "zpl", "--out", "-", stdin=content
        )
        assert told.returncode == 2
        assert word in told.stderr.decode()
        assert b"Traceback" not in told.stderr


@pytest.mark.parametrize(("name", "width"), [("crate-a4", "210 mm"), ("crate-a6", "105 mm")])
def test_no_receipt_printer_is_sent_a_label_wider_than_any_of_them(name: str, width: str) -> None:
    """The widest roll is 112 mm, of which 104 mm are printed."""
    told = hub("render", "--layout", name, "--content", "-", "--format", "escpos", "--out", "-", stdin="{}")
    assert told.returncode == 2
    assert told.stdout == b""
    assert width in told.stderr.decode()
    assert "104 mm" in told.stderr.decode()


def test_the_command_tells_of_boxes_that_lie_over_each_other(tmp_path: Path) -> None:
    copytree("config", tmp_path / "config")
    sheet = 'kind = "place"\nsize = [60, 40]\n'
    for says, box in (("place", "[2, 2, 40, 10]"), ("name", "[2, 11, 40, 10]")):
        sheet += f'[[fields]]\nsays = "{says}"\nbox = {box}\ntype = [2, 4]\n'
    (tmp_path / "config" / "labels" / "place-58mm.toml").write_text(sheet, encoding="utf-8")
    asked = ["render", "--layout", "place-58mm", "--content", "-", "--format", "png", "--out", "-"]
    content = json.dumps({"place": "KJ1", "name": "Kjølerom 1"})
    told = hub(*asked, stdin=content, config=tmp_path / "config")
    assert told.returncode == 0, "it is a remark and no fault"
    assert "«place» og «name» ligger over hverandre" in told.stderr.decode()


def test_the_command_names_the_line_of_a_layout_that_is_wrong(tmp_path: Path) -> None:
    copytree("config", tmp_path / "config")
    layout = tmp_path / "config" / "labels" / "place-58mm.toml"
    layout.write_text('kind = "place"\nsize = [48]\n[[fields]]\nsays = "name"\nbox = "x"\n', encoding="utf-8")
    asked = ["render", "--layout", "place-58mm", "--content", "-", "--format", "png", "--out", "-"]
    told = hub(*asked, stdin="{}", config=tmp_path / "config")
    assert told.returncode == 2
    said = told.stderr.decode()
    assert "labels/place-58mm.toml:5: name.box: skriv tall i millimeter i hakeparenteser" in said
    assert "labels/place-58mm.toml:3: name.type: skriv tall i millimeter" in said
    assert "Traceback" not in said
