"""The one reader of scanned text: what it finds, and what it says is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.labels.codes.checks import SIGNS_82
from hub.labels.codes.companions import is_restricted, size_in_128
from hub.labels.codes.found import Code, CodeKind, Element, FaultKind
from hub.labels.codes.identifiers import identifiers
from hub.labels.codes.links import digital_link
from hub.labels.codes.meaning import Meaning, full_year, meaning_of
from hub.labels.codes.own import crate_code
from hub.labels.codes.reading import read_code
from hub.labels.codes.sentences import KINDS, SAYS
from hub.labels.codes.shown import shown

# GS1's own example of an SSCC (General Specifications, figure for AI 00).
SSCC = "106141412345678908"
TODAY = date(2026, 11, 21)
CRATE_OF_FIXED = "(01)09521234543213(3103)010450(10)26-328-007(13)261121(7007)261120(422)578"


def faults(code: Code) -> list[tuple[FaultKind, str]]:
    return [(one.kind, one.ai) for one in code.faults]


def meaning(ai: str, value: str) -> Meaning:
    return meaning_of(Element(ai, identifiers()[ai].title, value), TODAY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SSCC, CodeKind.SSCC),
        (f"00{SSCC}", CodeKind.GS1),
        (f"(00){SSCC}", CodeKind.GS1),
        ("(00) 1 0614141 234567890 8", CodeKind.GS1),
        (f"]C100{SSCC}", CodeKind.GS1),
        (f"]d200{SSCC}10LOT-7", CodeKind.GS1),
        (f"]Q300{SSCC}", CodeKind.GS1),
        (f"\x1d00{SSCC}", CodeKind.GS1),
        (f"^00{SSCC}", CodeKind.GS1),
        (f"]C110LOT-7\x1d00{SSCC}", CodeKind.GS1),
        (f"10LOT-7<GS>00{SSCC}", CodeKind.GS1),
        (f"]C1310300150000{SSCC}", CodeKind.GS1),
        (f"https://id.gs1.org/00/{SSCC}", CodeKind.DIGITAL_LINK),
        (f"]Q1https://hub.example:8443/a/b/00/{SSCC}?4331=000400&x=1#top", CodeKind.DIGITAL_LINK),
        (f"hub.example/00/{SSCC}", CodeKind.DIGITAL_LINK),
        (f"https://hub.example/?00={SSCC}", CodeKind.DIGITAL_LINK),
        (f"http://127.0.0.1:8321/crates/{SSCC}", CodeKind.CRATE_PAGE),
        (f"  {SSCC}\r\n", CodeKind.SSCC),
    ],
)
def test_a_crate_is_read_however_the_scanner_sends_it(text: str, kind: CodeKind) -> None:
    code = read_code(text)
    assert (code.crate, code.kind) == (SSCC, kind)


# The first is a symbol of the collection beside the project, as a scanner sends it that says nothing of FNC1; its number is misread.
@pytest.mark.parametrize(
    ("text", "ais", "wrong"),
    [
        ("0107038010000018310300123410L2409A", ["01", "3103", "10"], {FaultKind.CHECK_DIGIT}),
        ("010703801000001810L2409A^]15251201", ["01", "10", "15"], {FaultKind.CHECK_DIGIT}),
        ("010952123454321310L2409A<0x1D>15251201", ["01", "10", "15"], set()),
        ("15261201310300123410L2409A-LONGER", ["15", "3103", "10"], {FaultKind.NEEDS_COMPANION}),
        ("3103001234", ["3103"], {FaultKind.NEEDS_COMPANION}),
    ],
)
def test_element_strings_without_any_prefix_are_read(
    text: str, ais: list[str], wrong: set[FaultKind]
) -> None:
    code = read_code(text)
    assert [one.ai for one in code.elements] == ais
    assert {one.kind for one in code.faults} == wrong


@pytest.mark.parametrize("text", ["100000123", "1234567", "422578", "37090000000000001"])
def test_digits_that_may_mean_anything_are_no_element_strings(text: str) -> None:
    assert read_code(text).kind is CodeKind.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "106141412345678909",
        "00106141412345678909",
        "10614141234567890",
        "12345",
        "]C1",
        "\x1d",
        "CR0000001235",
    ],
)
def test_a_damaged_code_is_never_a_crate_nor_a_place(text: str) -> None:
    code = read_code(text)
    assert (code.crate, code.place) == ("", "")
    assert code.faults


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KJ1", "KJ1"),
        ("kj1", "KJ1"),
        (" Dock-2 ", "DOCK-2"),
        ("https://hub.example/places/kj1", "KJ1"),
        ("10A1", "10A1"),
    ],
)
def test_a_place_is_read_in_any_case(text: str, place: str) -> None:
    assert read_code(text).place == place


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("]C1FREEZER", ("FREEZER", "", "")),
        ("]C0FREEZER", ("FREEZER", "", "")),
        ("]C1COLD-1", ("COLD-1", "", "")),
        ("]d2kj1", ("KJ1", "", "")),
        ("]C1BADGE-7F3K", ("", "BADGE-7F3K", "")),
        ("]C1CR0000001236", ("", "", "CR0000001236")),
        ("]C1" + "00" + SSCC, ("", "", SSCC)),
        ("]C10109521234543213XYZ", ("", "", "")),
    ],
)
def test_a_code_of_the_house_is_read_behind_any_prefix(text: str, named: tuple[str, str, str]) -> None:
    code = read_code(text)
    assert (code.place, code.badge, code.crate) == named


@given(st.text(max_size=60))
def test_no_scan_whatever_breaks_the_reader(text: str) -> None:
    code = read_code(text)
    assert code.text == text
    assert code.crate == "" or is_sscc(code.crate)
    assert json.dumps(shown(code, TODAY))


@given(
    prefix=st.sampled_from(["", "]C1", "]d2", "^", "(00)", "https://a.no/01/"]),
    text=st.text("0123456789()/?&=\x1dAB%-", max_size=70),
)
def test_no_half_code_breaks_the_reader(prefix: str, text: str) -> None:
    code = read_code(prefix + text)
    assert json.dumps(shown(code, TODAY))
    assert not code.crate or is_sscc(code.crate)


@given(place=st.integers(0, 17), digit=st.integers(0, 9))
def test_one_misread_digit_is_always_seen(place: int, digit: int) -> None:
    damaged = SSCC[:place] + str(digit) + SSCC[place + 1 :]
    assert (read_code(damaged).crate == damaged) is (damaged == SSCC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("09521234543213", CodeKind.GTIN_14),
        ("7038010000010", CodeKind.EAN_13),
        ("96385074", CodeKind.EAN_8),
        ("012345678905", CodeKind.UPC_A),
        ("]I109521234543213", CodeKind.GTIN_14),
        ("]E07038010000010", CodeKind.EAN_13),
        ("2512345607502", CodeKind.RESTRICTED),
        ("DEMO-BADGE-1", CodeKind.BADGE),
        ("https://www.example.org/", CodeKind.WEB),
        ("???", CodeKind.UNKNOWN),
    ],
)
def test_what_is_no_crate_is_named(text: str, kind: CodeKind) -> None:
    assert read_code(text).kind is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(00)106141412345678909", [(FaultKind.CHECK_DIGIT, "00")]),
        ("7038010000011", [(FaultKind.CHECK_DIGIT, "01")]),
        ("]C10109521234543213XYZ", [(FaultKind.UNKNOWN_IDENTIFIER, "XYZ")]),
        ("]C1019521", [(FaultKind.TOO_SHORT, "01")]),
        ("(01)09521234543213(10)ABCDEFGHIJKLMNOPQRSTU", [(FaultKind.TOO_LONG, "10")]),
        ("(01)09521234543213(10)BLÅ", [(FaultKind.WRONG_SIGN, "10")]),
        ("(01)09521234543213(30)1A", [(FaultKind.NOT_DIGITS, "30")]),
        ("(01)09521234543213(15)261301", [(FaultKind.NO_DATE, "15")]),
        ("(01)09521234543213(7007)261100", [(FaultKind.NO_DATE, "7007")]),
        ("(01)09521234543213(422)000", [(FaultKind.UNKNOWN_COUNTRY, "422")]),
        ("(02)09521234543213", [(FaultKind.NEEDS_COMPANION, "02")]),
        (f"(00){SSCC}(02)09521234543213(37)12", []),
        ("(02)09521234543213(37)12", [(FaultKind.NEEDS_COMPANION, "37")]),
        ("(10)26-328-007", [(FaultKind.NEEDS_COMPANION, "10")]),
        (f"(00){SSCC}(15)261201", [(FaultKind.NEEDS_COMPANION, "15")]),
        ("(01)09521234543213(21)7(3103)010450(3102)001045", [(FaultKind.FORBIDDEN_PAIR, "3102")]),
        ("(01)09521234543213(422)578(426)578", [(FaultKind.FORBIDDEN_PAIR, "422")]),
        ("(01)09521234543213(10)A(10)B", [(FaultKind.TWICE, "10")]),
        (CRATE_OF_FIXED, []),
        ("]C1" + CRATE_OF_FIXED, [(FaultKind.TOO_MUCH_FOR_128, "")]),
        ("]d2" + "0109521234543213310301045010ABCDEFGHIJKLMNOPQRST\x1d13261121", []),
        ("(01)97090000000014", [(FaultKind.MEASURE_MISSING, "01")]),
        ("(01)97090000000014(3103)010450", []),
        ("(01)97090000000014(30)12", []),
        ("(01)02512345607502", [(FaultKind.RESTRICTED_NUMBER, "01")]),
        ("(02)02512345607502(37)4(00)" + SSCC, [(FaultKind.RESTRICTED_NUMBER, "02")]),
        ("https://a.example/01/09521234543213/21/7/10/A", [(FaultKind.LINK_QUALIFIER, "01")]),
        ("https://a.example/01/09521234543213/22/V/10/A/21/7", []),
        ("https://a.example/01/9521234543213", [(FaultKind.LINK_GTIN, "01")]),
        ("https://a.example/01/09521234543213?21=7", [(FaultKind.LINK_ATTRIBUTE, "21")]),
        ("https://a.example/?01=09521234543213", [(FaultKind.LINK_KEY, "")]),
        ("https://a.example/414/7090000000011/254/KJ1", []),
    ],
)
def test_what_is_wrong_is_named(text: str, expected: list[tuple[FaultKind, str]]) -> None:
    assert faults(read_code(text)) == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1526120510L1", {"15": "261205", "10": "L1"}),
        ("3103010450", {"3103": "010450"}),
    ],
)
def test_the_second_symbol_of_a_label_is_no_place(text: str, values: dict[str, str]) -> None:
    code = read_code(text)
    assert (code.kind, {one.ai: one.value for one in code.elements}) == (CodeKind.GS1, values)


def test_a_scanner_that_does_not_say_what_it_read_may_have_read_a_square_code() -> None:
    # 16 + 10 + 12 + 8 + 10 + 6, and an FNC1 behind lot and harvest date, which have no fixed length of GS1's list.
    notes = {note.kind: dict(note.facts) for note in read_code(CRATE_OF_FIXED).notes}
    assert notes[FaultKind.TOO_MUCH_FOR_128]["size"] == "64"
    said = [note["says"] for note in shown(read_code(CRATE_OF_FIXED), TODAY)["notes"]]
    assert any(one.startswith("64 characters: a square code holds them") for one in said)


# Accepted by GS1's own engine: standards.md A2; the model number is GS1's example for AI 8013.
@pytest.mark.parametrize(
    "text",
    [
        "(00)370900000000000012",
        "(414)7090000000011",
        "(402)70900001234567899",
        "(8013)1987654Ad4X4bL5ttr2310c2K",
    ],
)
def test_numbers_that_gs1s_engine_accepts_are_right(text: str) -> None:
    assert read_code(text).faults == ()


def test_a_link_gives_its_values_decoded_whatever_its_domain_and_path() -> None:
    code = read_code(
        "HTTPS://Any.Example/shop/no/01/09521234543213/10/26%2F328?3103=010450&15=261201&linkType=all"
    )
    assert [(one.ai, one.value) for one in code.elements] == [
        ("01", "09521234543213"),
        ("10", "26/328"),
        ("3103", "010450"),
        ("15", "261201"),
    ]
    assert code.faults == ()


def element(ai: str, value: str) -> Element:
    return Element(ai, identifiers()[ai].title, value)


# GS1 Digital Link Standard, URI Syntax 1.6: key, qualifiers 22, 10 and 21 in this order, attributes; signs that an address needs for
# itself are written with percent signs.
@pytest.mark.parametrize(
    ("elements", "link"),
    [
        ([element("00", SSCC)], f"https://id.gs1.org/00/{SSCC}"),
        (
            [
                element("01", "09521234543213"),
                element("3103", "010450"),
                element("15", "261201"),
                element("21", "7"),
                element("10", "26/328+A b%?".replace(" ", "")),
            ],
            "https://id.gs1.org/01/09521234543213/10/26%2F328%2BAb%25%3F/21/7?3103=010450&15=261201",
        ),
        (
            [
                element("00", SSCC),
                element("02", "09521234543213"),
                element("37", "180"),
                element("10", "L&2=6"),
            ],
            f"https://id.gs1.org/00/{SSCC}?02=09521234543213&37=180&10=L%262%3D6",
        ),
    ],
)
def test_a_link_is_written_as_the_syntax_says(elements: list[Element], link: str) -> None:
    assert digital_link(elements) == link


LOTS = st.text(alphabet=sorted(SIGNS_82), min_size=1, max_size=20)


@given(lot=LOTS, net=st.integers(0, 999_999), harvest=st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_what_is_written_into_a_link_is_read_from_it(lot: str, net: int, harvest: date) -> None:
    elements = [
        element("01", "99521234543216"),
        element("3103", f"{net:06d}"),
        element("7007", f"{harvest:%y%m%d}"),
        element("10", lot),
    ]
    code = read_code(digital_link(elements))
    assert (code.kind, code.faults) == (CodeKind.DIGITAL_LINK, ())
    assert sorted(code.elements, key=elements.index) == elements


@given(lot=LOTS, count=st.integers(1, 99_999_999))
def test_so_is_what_lies_in_a_logistic_unit(lot: str, count: int) -> None:
    elements = [
        element("00", SSCC),
        element("02", "09521234543213"),
        element("37", str(count)),
        element("10", lot),
    ]
    code = read_code(digital_link(elements))
    assert (code.crate, code.faults, list(code.elements)) == (SSCC, (), elements)


@pytest.mark.parametrize("elements", [[], [element("10", "L1")], [element("00", SSCC), element("21", "7")]])
def test_what_no_link_may_hold_is_refused(elements: list[Element]) -> None:
    with pytest.raises(ValueError, match=r"key|\(21\)"):
        digital_link(elements)


def test_brackets_inside_a_value_belong_to_it() -> None:
    code = read_code("(01)09521234543213(10)LOT(A)7(21)X")
    assert [(one.ai, one.value) for one in code.elements][1:] == [("10", "LOT(A)7"), ("21", "X")]


@pytest.mark.parametrize(
    ("digits", "title", "value", "mass"),
    [
        ("2012345604995", "PRICE", "4.99", None),
        ("2112345604992", "PRICE", "49.9", None),
        ("2212345604999", "PRICE", "499", None),
        ("2312345607508", "WEIGHT (kg)", "0.750", Mass(750_000)),
        ("2412345607505", "WEIGHT (kg)", "7.50", Mass(7_500_000)),
        ("2512345607502", "WEIGHT (kg)", "75.0", Mass(75_000_000)),
    ],
)
def test_the_value_in_a_shops_number_is_read_by_the_swedish_pattern(
    digits: str, title: str, value: str, mass: Mass | None
) -> None:
    code = read_code(digits)
    assert (code.kind, code.faults) == (CodeKind.RESTRICTED, ())
    item, inside = code.elements
    assert (item.value, inside.title, inside.value) == ("123456", title, value)
    assert meaning_of(inside, TODAY).mass == mass


@pytest.mark.parametrize(
    ("number", "restricted"),
    [
        ("2912345607500", True),
        ("0212345607503", True),
        ("20123451", True),
        ("7038010000010", False),
        ("96385074", False),
    ],
)
def test_restricted_numbers_are_those_of_02_04_and_20_to_29(number: str, restricted: bool) -> None:
    assert is_restricted(number) is restricted


@pytest.mark.parametrize(
    ("year", "full"), [("26", 2026), ("76", 2076), ("77", 1977), ("78", 1978), ("00", 2000), ("99", 1999)]
)
def test_a_year_is_at_most_50_ahead_or_49_behind(year: str, full: int) -> None:
    assert full_year(int(year), TODAY) == full


def test_values_mean_masses_days_counts_and_countries() -> None:
    assert meaning("3103", "010450").mass == Mass(10_450_000)
    assert meaning("3100", "000012").mass == Mass(12_000_000)
    assert meaning("3305", "012345").mass == Mass(123_450)
    assert meaning("15", "261201").day == date(2026, 12, 1)
    assert meaning("15", "260200").day == date(2026, 2, 28)
    assert meaning("17", "280200").day == date(2028, 2, 29)
    harvest = meaning("7007", "261118261120")
    assert (harvest.day, harvest.until) == (date(2026, 11, 18), date(2026, 11, 20))
    assert meaning("37", "00000012").count == 12
    assert meaning("422", "578").countries == ("NO",)
    assert meaning("423", "578752").text == "NO, SE"
    assert meaning("7030", "752SE1234").text == "SE SE1234"
    assert meaning("7003", "2612011430").text == "2026-12-01 14:30"
    assert meaning("4331", "001800-").text == "-18.00 °C"
    assert meaning("3932", "5780004990").text == "49.90 NOK"
    assert meaning("3922", "004990").text == "49.90"
    assert meaning("8008", "26120114").text == "2026-12-01 14"
    assert meaning("15", "261301") == Meaning()


def test_the_48_characters_count_separators_but_not_the_last() -> None:
    assert size_in_128(read_code("(10)ABC(37)12").elements) == 2 + 3 + 1 + 2 + 2
    assert size_in_128(read_code(f"(00){SSCC}").elements) == 20


def test_a_crate_without_a_gs1_prefix_has_a_code_of_its_own() -> None:
    assert crate_code(123) == "CR0000001236"
    assert read_code("cr0000001236").crate == "CR0000001236"
    with pytest.raises(ValueError, match="does not fit"):
        crate_code(10**9)


def test_no_identifier_is_the_beginning_of_another() -> None:
    known = identifiers()
    assert len(known) == 541
    assert [ai for ai in known for size in (2, 3) if size < len(ai) and ai[:size] in known] == []


def test_every_kind_and_every_fault_has_a_sentence() -> None:
    assert set(KINDS) == set(CodeKind)
    assert set(SAYS) == set(FaultKind)


def test_what_is_more_than_bars_hold_is_a_note_with_a_sentence() -> None:
    text = "(01)97090000000014(3103)005250(15)271112(7006)261113(7007)261112(7008)COD"
    (note,) = shown(read_code(text), TODAY)["notes"]
    assert note["code"] == "too_much_for_128"
    assert "one GS1-128 symbol holds 48" in note["says"]


def test_the_command_prints_what_a_scanned_text_means() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "hub",
            "decode",
            "code",
            "--today",
            "2026-11-21",
            "]C10297090000000014310301045037121526110000106141412345678908",
        ],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    answer = json.loads(told.stdout)
    assert (answer["kind"], answer["symbology"]) == ("gs1", "GS1-128")
    assert [one["ai"] for one in answer["elements"]] == ["02", "3103", "37"]
    assert answer["elements"][1] == {
        "ai": "3103", "title": "NET WEIGHT (kg)", "value": "010450", "meaning": "10.450 kg", "mass_mg": 10_450_000,
        "names": {"nb": "Nettovekt", "sv": "Nettovikt", "en": "Net weight"},
    }  # fmt: skip
    assert [one["code"] for one in answer["faults"]] == ["too_long", "needs_companion", "too_much_for_128"]


def test_a_package_is_named_by_its_own_number_and_its_consignments() -> None:
    """GS1 General Specifications 3.2 and 3.7: (00) is the unit, (401) the consignment that it belongs to."""
    said = shown(read_code("]d2" + "00195212340000000126" + "401952123400012261124"), TODAY)
    assert said["is"] == "a package of a consignment: its own number (SSCC) and the consignment's (GINC)"
    assert (said["crate"], said["faults"]) == ("195212340000000126", [])
    assert shown(read_code("(401)952123400012261124"), TODAY)["is"] == "GS1 element strings"
