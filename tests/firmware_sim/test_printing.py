"""What stands on the paper after ESC/POS bytes typed from the manuals; pictures are read back by a barcode reader."""

import io
from typing import cast

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from firmware_sim.printer import FinishedPaper, PrinterDevice, PrinterSpec

CUT = b"\x1dV\x42\x00"


def printed(body: bytes, paper_mm: int = 80) -> FinishedPaper:
    printer = PrinterDevice(PrinterSpec("labels", paper_mm=paper_mm))
    printer.receive(b"\x1b@" + body + CUT)
    (paper,) = printer.papers
    return paper


def codes(paper: FinishedPaper) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", paper.record["barcodes"])


def scanned(paper: FinishedPaper) -> list[tuple[str, str]]:
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(paper.png)))
    return [(code.symbology_identifier, code.text) for code in read]


# ---- text


@pytest.mark.parametrize(
    ("page", "body", "text"),
    [
        (0, b"\x86\x84\x94 \x92rfugl", "åäö Ærfugl"),
        (2, b"Bl\x86b\x91r, r\x9bmme \x9d \xab", "Blåbær, rømme Ø ½"),
        (5, b"r\x9bmme \x9d", "rømme Ø"),
        (16, b"\xc6\xd8\xc5 \xe6\xf8\xe5 \x80", "ÆØÅ æøå €"),
        (19, b"\x91\x9b\x86 \x84\x94 \x92\x9d\x8f \x8e\x99 \xd5", "æøå äö ÆØÅ ÄÖ €"),
    ],
)
def test_letters_come_from_the_chosen_code_page(page: int, body: bytes, text: str) -> None:
    assert printed(b"\x1bt" + bytes([page]) + body + b"\n").record["text"] == [text]


def test_bytes_read_in_the_wrong_code_page_print_wrong_letters() -> None:
    assert printed(b"r\xf8mme\n").record["text"] == ["r°mme"]


def test_a_library_that_changes_pages_in_mid_line_is_followed() -> None:
    body = bytes.fromhex(
        "1b7400426c866291722c20721b740d9b6d6d652c2092726675676c2c208e70706c652c20996c616e642c20ab206b672034392c3930201b740fa40a"
    )
    # Page 13 and page 15 are not among those this printer has: it stays on CP437, where 9B is a cent sign.
    # The line is full after 48 characters.
    assert printed(body).record["text"] == ["Blåbær, r¢mme, Ærfugl, Äpple, Öland, ½ kg 49,90 ", "ñ"]


def test_the_swedish_national_set_replaces_brackets() -> None:
    assert printed(b"\x1bR\x05]l och [pple\n").record["text"] == ["Ål och Äpple"]


def test_a_line_longer_than_the_paper_is_broken_at_48_characters() -> None:
    assert printed(b"x" * 50 + b"\n").record["text"] == ["x" * 48, "xx"]
    assert printed(b"x" * 50 + b"\n", paper_mm=58).record["text"] == ["x" * 32, "x" * 18]
    assert printed(b"\x1d!\x11" + b"x" * 25 + b"\n").record["text"] == ["x" * 24, "x"]


def ink(paper: FinishedPaper) -> tuple[int, int, int, int]:
    """The box around everything black: left, top, right, bottom, in dots."""
    picture = Image.open(io.BytesIO(paper.png))
    box = picture.point(lambda dot: 255 - dot).getbbox()
    assert box is not None
    return box


def test_alignment_moves_the_line_on_the_paper() -> None:
    left, centre, right = (ink(printed(b"\x1ba" + bytes([place]) + b"HHHH\n")) for place in (0, 1, 2))
    assert left[0] < 50
    assert abs((centre[0] + centre[2]) / 2 - 320) < 4
    assert right[2] > 590


def test_double_size_is_twice_as_wide_and_high() -> None:
    once, twice = ink(printed(b"HHHH\n")), ink(printed(b"\x1d!\x11HHHH\n"))
    assert twice[2] - twice[0] == pytest.approx(2 * (once[2] - once[0]), abs=2)
    assert twice[3] - twice[1] == pytest.approx(2 * (once[3] - once[1]), abs=2)


def test_bold_underlined_and_inverse_text_carry_more_ink() -> None:
    def black(body: bytes) -> int:
        picture = Image.open(io.BytesIO(printed(body).png))
        return picture.histogram()[0]

    plain = black(b"crate\n")
    assert black(b"\x1bE\x01crate\n") > plain
    assert black(b"\x1b-\x01crate\n") == plain + 5 * 12
    assert black(b"\x1dB\x01crate\n") == 5 * 12 * 24 - plain


@pytest.mark.parametrize(
    ("body", "more"),
    [(b"\x1bd\x03", 90), (b"\x1bJ\x40", 64), (b"\x1b3\x10\x1bd\x02", 32), (b"\x1b3\x10\x1b2\x1bd\x02", 60)],
)
def test_feeding_makes_the_paper_longer(body: bytes, more: int) -> None:
    plain, fed = printed(b"a\n"), printed(b"a\n" + body)
    assert fed.record["height_dots"] == int(str(plain.record["height_dots"])) + more


def test_initialising_throws_away_the_started_line_and_the_settings() -> None:
    assert printed(b"\x1bt\x10lost\x1b@\x9b\n").record["text"] == ["¢"]


def test_each_cut_gives_one_paper_and_a_cut_without_print_none() -> None:
    printer = PrinterDevice(PrinterSpec("labels"))
    printer.receive(b"one\n\x1dV\x00two\n\x1dV\x01\n\n" + CUT + b"three\n\x1bi")
    assert [paper.record["text"] for paper in printer.papers] == [["one"], ["two"], ["three"]]


def test_the_paper_is_as_wide_as_the_roll() -> None:
    assert printed(b"a\n").record["width_dots"] == 640
    assert printed(b"a\n", paper_mm=58).record["width_dots"] == 464


def test_an_unknown_command_is_noted_and_passed_over() -> None:
    paper = printed(b"\x1b\x01after\n")
    assert paper.record["unknown_commands"] == ["1b 01"]
    assert paper.record["text"] == ["after"]


# ---- symbols

SSCC_IN_SET_C = b"\x1dk\x49\x0e{C{1\x00\x25\x03\x50\x0a\x00\x00\x01\x17\x04"


def test_a_crate_code_in_set_c_is_read_back_from_the_paper() -> None:
    paper = printed(b"\x1dh\x60\x1dw\x03\x1ba\x01" + SSCC_IN_SET_C + b"\n")
    assert scanned(paper) == [("]C1", "(00)370380100000012304")]
    (code,) = codes(paper)
    assert code == {
        "kind": "CODE128", "text": "00370380100000012304", "width_dots": 468, "printed": True, "gs1": True,
        "problem": "",
    }  # fmt: skip


def test_a_symbol_too_wide_for_the_head_only_feeds() -> None:
    body = bytes.fromhex(
        "1b61011d68501d77021d66001d48021d6b49267b427b31303130373033383031303030303031383331303330303132333431304c3234303941"
    )
    paper = printed(b"above\n" + body + b"below\n")
    assert scanned(paper) == []
    assert paper.record["barcodes"] == [
        {
            "kind": "CODE128", "text": "0107038010000018310300123410L2409A", "width_dots": 840, "printed": False,
            "gs1": True, "problem": "840 dots do not fit on 576",
        }
    ]  # fmt: skip


def test_the_same_facts_with_set_c_fill_the_head_exactly() -> None:
    body = bytes.fromhex(
        "1b61011d68501d77021d66001d48021d6b491b7b437b31010703500a0000121f03000c227b4231304c3234303941"
    )
    paper = printed(body)
    (code,) = codes(paper)
    assert (code["width_dots"], code["printed"]) == (576, True)
    assert scanned(paper) == [("]C1", "(01)07038010000018(3103)001234(10)L2409A")]


def test_a_separator_in_the_middle_is_a_real_one() -> None:
    # (10)L2409A FNC1 (15)251201, all in set B.
    paper = printed(b"\x1dw\x02\x1dk\x49\x16{B{110L2409A{115251201")
    assert scanned(paper) == [("]C1", "(10)L2409A(15)251201")]
    (code,) = codes(paper)
    assert code["text"] == "10L2409A\x1d15251201"


def test_a_code_set_must_be_chosen_first() -> None:
    paper = printed(b"a\n\x1dk\x49\x04abcd")
    (code,) = codes(paper)
    assert (code["printed"], code["problem"]) == (False, "the first two bytes must choose a code set")


def test_a_barcode_behind_text_on_the_same_line_is_not_printed() -> None:
    paper = printed(b"text" + SSCC_IN_SET_C)
    (code,) = codes(paper)
    assert (code["printed"], code["problem"]) == (False, "the print buffer was not empty")
    assert scanned(paper) == []


def test_an_older_form_of_the_barcode_command_ends_with_nul() -> None:
    paper = printed(b"\x1dw\x03\x1dk\x02703801000001\x00after\n")
    assert scanned(paper) == [("]E0", "7038010000010")]
    assert paper.record["text"] == ["after"]


def test_the_text_below_a_barcode_is_drawn_when_asked_for() -> None:
    without = printed(b"\x1dw\x02" + SSCC_IN_SET_C)
    below = printed(b"\x1dw\x02\x1dH\x02" + SSCC_IN_SET_C)
    assert int(str(below.record["height_dots"])) == int(str(without.record["height_dots"])) + 24


def test_a_native_qr_code_is_read_back() -> None:
    body = bytes.fromhex(
        "1d286b0400314132001d286b03003143061d286b03003145301d286b250031503068747470733a2f2f6875622e6578616d706c652f6c2fc386c398c3852d32343039411d286b0300315130"
    )
    paper = printed(body)
    assert scanned(paper) == [("]Q1", "https://hub.example/l/ÆØÅ-2409A")]
    (code,) = codes(paper)
    assert (code["kind"], code["text"], code["printed"]) == ("QR", "https://hub.example/l/ÆØÅ-2409A", True)


def raster_of(text: str) -> tuple[int, int, bytes]:
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    picture = Image.fromarray(symbol.to_image(scale=5)).convert("1")
    inverted = picture.convert("L").point(lambda dot: 255 - dot).convert("1")
    return (picture.width + 7) // 8, picture.height, inverted.tobytes()


def test_a_raster_picture_is_read_back() -> None:
    across, down, dots = raster_of("CRATE 7")
    body = b"\x1dv0\x00" + across.to_bytes(2, "little") + down.to_bytes(2, "little") + dots
    paper = printed(body)
    assert scanned(paper) == [("]Q1", "CRATE 7")]
    assert (paper.record["images"], paper.record["scanned"]) == (1, ["CRATE 7"])


def test_stored_graphics_are_printed_on_the_second_command() -> None:
    across, down, dots = raster_of("CRATE 8")
    stored = (
        b"\x30\x70\x30\x01\x01\x31" + (across * 8).to_bytes(2, "little") + down.to_bytes(2, "little") + dots
    )
    body = b"\x1d(L" + len(stored).to_bytes(2, "little") + stored + b"\x1d(L\x02\x00\x30\x32"
    assert scanned(printed(body)) == [("]Q1", "CRATE 8")]


def test_a_picture_wider_than_the_head_is_cut_off_at_its_edge() -> None:
    assert ink(printed(b"\x1dv0\x00\x64\x00\x01\x00" + b"\xff" * 100))[2] == 32 + 576


STREAM = (
    b"\x1b@\x1bt\x13\x1ba\x01Bl\x86b\x91r\n\x1dw\x02" + SSCC_IN_SET_C + b"\x1dv0\x00\x02\x00\x02\x00\xff\x0f\xf0\xff"
    b"\x1d(k\x05\x001P0ab\x1d(k\x03\x001Q0\x1bD\x08\x10\x00\tafter\n\x1b*\x21\x02\x00abcdef\n\x1dV\x41\x05"
)  # fmt: skip


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=8).map(sorted))
@settings(max_examples=25, deadline=None)
def test_where_the_wire_cuts_the_stream_makes_no_difference(cuts: list[int]) -> None:
    whole, pieces = PrinterDevice(PrinterSpec("a")), PrinterDevice(PrinterSpec("b"))
    whole.receive(STREAM)
    for start, end in zip([0, *cuts], [*cuts, len(STREAM)], strict=True):
        pieces.receive(STREAM[start:end])
    assert whole.papers[0].png == pieces.papers[0].png
    assert whole.papers[0].record == pieces.papers[0].record


@given(noise=st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_bytes_at_all_bring_the_printer_down(noise: bytes) -> None:
    printer = PrinterDevice(PrinterSpec("labels"))
    printer.receive(noise)
    printer.power_cycle()
    printer.receive(b"\x1b@still here\n" + CUT)
    assert "still here" in str(printer.papers[-1].record["text"])
