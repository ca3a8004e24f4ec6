"""What each language sends for a load at rest: bytes as manuals print them or devices sent them."""

import pytest

from firmware_sim.languages.catalogue import LANGUAGES
from tests.firmware_sim.languages import Plate

AtRest = tuple[str, str, str, str, str, bytes]
Outside = tuple[str, str, str, str, str, str, bytes]
AT_REST: list[AtRest] = [
    # protocol, model, value, unit, tare, bytes
    ("adam_text", "line", "123.45", "g", "0", b"       123.45 g \r\n"),
    ("adam_text", "cpwplus", "2.00", "kg", "0", b"+   2.00 kg\r\n"),
    ("and_16", "xfoc", "1.045", "kg", "0", b"ST,GS,+  1.045kg\r\n"),
    ("and_16", "luw", "18.000", "kg", "0", b"ST,GS,  18.000kg\r\n"),
    ("and_16", "wt3000i", "12.345", "kg", "0", b"ST,GS,+0012.345  kg\r\n"),
    ("and_16", "wt3000i", "12.345", "kg", "0.5", b"ST,NT,+0012.345  kg\r\n"),
    ("and_ad4329", "ad4329", "1234.5", "kg", "0", b"ST,GS,+01234.5kg\r\n"),
    ("and_ad4329", "ad4329", "34.5", "kg", "2", b"ST,NT,+00034.5kg\r\n"),
    ("and_ad4329", "ad4329", "-34.5", "kg", "100", b"ST,NT,-00034.5kg\r\n"),
    ("and_ad4329", "ad4329", "1.234", "t", "0", b"ST,GS,+001.234t \r\n"),
    ("and_ad4329", "comma", "1234.5", "kg", "0", b"ST,GS,+01234,5kg\r\n"),
    ("and_standard", "ek-l", "1234.5", "g", "0", b"ST,+001234.5  g\r\n"),
    ("and_standard", "ek-l", "-0.05", "kg", "1", b"ST,-00000.05 kg\r\n"),
    ("and_standard", "ek-l", "0.00", "kg", "0", b"ST,+00000.00 kg\r\n"),
    ("cardinal_sb400", "", "12.34", "kg", "0", b" 012.34kgG  \r"),
    ("cardinal_sb400", "", "-0.50", "kg", "1", b"-000.50kgN  \r"),
    ("cardinal_sb400", "", "0.00", "kg", "0", b" 000.00kgGCZ\r"),
    ("cas_10", "", "13.5", "kg", "0", b"000013.5\r\n"),
    ("cas_22", "", "13.5", "kg", "0", b"ST,GS,1\xc4,000013.5 kg\r\n"),
    ("cas_22", "", "-0.50", "kg", "0", b"ST,GS,1\xc4,-0000.50 kg\r\n"),
    ("cas_type6", "", "1.234", "kg", "0", b"\x01\x02S 01.234KgE\x03\x04"),
    ("creedmoor", "", "142.02", "gn", "0", b"+0142.02 GN \r\n"),
    ("creedmoor", "", "0.32445", "oz", "0", b"+0.32445 oz \r\n"),
    ("creedmoor", "", "9.198", "g", "0", b"+009.198 g  \r\n"),
    ("dini_argeo", "dgt", "0.000", "kg", "0", b"ST,GS,   0.000,kg\r\n"),
    ("dini_argeo", "dgt", "-0.500", "kg", "0.500", b"ST,NT,  -0.500,kg\r\n"),
    ("dini_argeo", "dgt", "1234.5", "g", "0", b"ST,GS,  1234.5, g\r\n"),
    ("dini_argeo", "485", "0.0", "kg", "0", b"01ST,GS,     0.0,kg\r\n"),
    ("generic_ascii", "", "0.00", "kg", "0", b"  0.00 kg \r\n"),
    ("gng", "", "10.30", "gn", "0", b"    10.30 GN\r\n"),
    ("gng", "", "-29.182", "g", "0", b"-  29.182 g \r\n"),
    ("kern_kcp", "", "100.00", "g", "0", b"S S     100.00 g\r\n"),
    ("kern_ket", "", "-8.5", "g", "0", b"  -      8.5 g  \r\n"),
    ("kern_tm", "kxs-tm", "1234567", "oz", "0", b"ST,GS,+01234567  oz\r\n"),
    ("kern_tm", "kfb-tm", "1.000", "kg", "0", b"ST,GS 1.000KG\r\n"),
    ("kern_tws", "", "10.21", "gn", "0", b"       10.21 gn \r\n"),
    ("kern_tws", "", "0.000", "g", "0", b"       0.000 g  \r\n"),
    ("kern_tws", "", "-29.186", "g", "30", b"     -29.186 g  \r\n"),
    ("mt_print", "", "0.3749", "g", "1", b"     N       0.3749 g   \r\n"),
    ("mt_sics", "", "123.45", "g", "0", b"S S     123.45 g\r\n"),
    ("nci_ecr", "magellan", "1.234", "kg", "0", b"\n01.234KG\rS00\r\x03"),
    ("nci_ecr", "7821", "1.234", "kg", "0", b"\n  1.234kg\r\n00\r\x03"),
    ("nci_ecr", "mdw", "1.234", "kg", "0", b"\n    1.234kg\r\n000\r\x03"),
    ("ohaus_standard", "defender", "0.360", "kg", "0", b"   0.360 kg    G\r\n"),
    ("ohaus_standard", "defender", "-1.640", "kg", "2", b"-  1.640 kg    N\r\n"),
    ("ohaus_standard", "defender", "19.8", "kg", "0", b"    19.8 kg    G\r\n"),
    ("ohaus_standard", "ranger", "0.00", "g", "0", b"        0.00 g     \r\n"),
    ("ohaus_standard", "scout_pro", "192.21", "g", "0", b"     192.21 g\r\n"),
    ("radwag", "", "1.56", "gn", "0", b"        1.56 gr \r\n"),
    ("ricelake_stream", "", "12.34", "kg", "0", b"\x02   12.34KG \r\n"),
    ("ricelake_stream", "", "-0.50", "kg", "1", b"\x02-   0.50KN \r\n"),
    ("ricelake_stream", "", "0.00", "kg", "0", b"\x02    0.00KGZ\r\n"),
    ("rinstrum_a", "", "12.34", "kg", "0", b"\x02   12.34G\x03"),
    ("sartorius_sbi", "22", "0.1234", "g", "1", b"N     +   0.1234 g  \r\n"),
    ("sartorius_sbi", "22", "9.9999", "kg", "0", b"G     +   9.9999 kg \r\n"),
    ("sartorius_sbi", "balance", "0.006", "g", "0", b"N     +    0.006 g  \r\n"),
    ("sartorius_sbi", "16", "0.00", "g", "0", b"+     0.00 g  \r\n"),
    ("sartorius_sbi", "16", "-12.345", "mg", "0", b"-   12.345 mg \r\n"),
    ("sartorius_sbi", "16", "150.11775", "g", "0", b"+150.11775 g  \r\n"),
    ("sma", "", "5.025", "lb", "0", b"\n 1G       5.025lb \r"),
    ("sma", "", "100000", "lb", "20", b"\n 1N      100000lb \r"),
    ("sma", "", "0.000", "lb", "0", b"\nZ1G       0.000lb \r"),
    ("steinberg_sbs", "", "0.00", "gn", "0", b"S       0.00 GN\r\n"),
    ("sterling_7600", "", "0.010", "lb", "0", b"Gross   0.010 lb\r\n"),
    ("toledo_8217", "8217", "1.234", "kg", "0", b"\x0201.234\r"),
    ("toledo_8217", "8217", "0.360", "kg", "1", b"\x0200.360N\r"),
    ("toledo_8217", "8213", "12.34", "lb", "0", b"\x0212.34\r"),
    ("toledo_8217", "8217", "12.34", "lb", "0", b"\x02012.34\r"),
    ("toledo_continuous", "wildcat", "12.345", "kg", "0", b"\x02-0 012345000000\r%"),
    ("toledo_continuous", "blanked", "12.345", "kg", "0", b"\x02-0  12345     0\r\x05"),
    ("toledo_continuous", "wildcat", "-0.150", "kg", "0", b"\x02-2 000150000000\r,"),
    ("toledo_continuous", "wildcat", "1234.5", "lb", "0", b"\x02+  012345000000\r7"),
    ("toledo_continuous", "wildcat", "1234", "g", "0", b"\x02* !001234000000\r<"),
    ("toledo_continuous", "short", "1.234", "kg", "0", b"\x02-0 001234\rJ"),
    ("tscale_nhb", "", "20.7", "g", "0", b"ST,GS    20.7g  \r\n"),
    ("tscale_nhb", "", "85.5", "g", "0", b"ST,GS    85.5g  \r\n"),
    ("tscale_qhw", "", "245.6", "g", "0", b"ST,GS,   245.6 g\r\n"),
    ("tscale_qhw", "", "7.9", "g", "0", b"ST,GS,     7.9 g\r\n"),
    ("ussolid", "", "320.344", "gn", "0", b"+  320.344GN \r\n"),
    ("ussolid", "", "1508.019", "gn", "0", b"+ 1508.019GN \r\n"),
    ("weightech_wt1000", "", "9.800", "kg", "0.200", b"0,010.000,000.200,009.800\r\n"),
    ("weightech_wt1000", "", "-0.200", "kg", "0.200", b"0,000.000,000.200,-00.200\r\n"),
    ("yaohua_a12", "", "4.139", "kg", "0", b"WG004.139kg3D\r\n"),
    ("yaohua_eq", "", "3.000", "kg", "0", b"=0003.000"),
    ("yaohua_eq", "", "-1.00", "kg", "0", b"=-0001.00"),
    ("yaohua_eq_reversed", "", "3.000", "kg", "0", b"=000.3000"),
    ("yaohua_eq_reversed", "", "-1.00", "kg", "0", b"=00.1000-"),
    ("yaohua_tf0", "", "12450", "kg", "0", b"\x02+012450019\x03"),
    ("yaohua_wn", "", "1.171", "kg", "1", b"wn001.171kg"),
]


@pytest.mark.parametrize("case", AT_REST)
def test_a_load_at_rest_is_written_as_the_maker_prints_it(case: AtRest) -> None:
    protocol, model, value, unit, tare, frame = case
    assert Plate(protocol, value, unit, tare=tare, model=model).speaker.frame() == frame


def test_every_language_has_a_literal_frame_or_a_conversation_of_its_own() -> None:
    assert set(LANGUAGES) - {protocol for protocol, *_ in AT_REST} == {"dialog06"}


def test_the_names_are_those_the_hub_knows() -> None:
    assert len(LANGUAGES) == 39
    assert list(LANGUAGES) == sorted(LANGUAGES)


@pytest.mark.parametrize(
    ("address", "value", "tare", "frame"),
    [
        (9, "1.250", "0.5", b"ST,NT,9\xc2,0001.250 kg\r\n"),
        (13, "0.00", "0", b"ST,GS,=\xc5,00000.00 kg\r\n"),
    ],
)
def test_cas_tells_the_device_and_its_lamps(address: int, value: str, tare: str, frame: bytes) -> None:
    assert Plate("cas_22", value, tare=tare, address=address).speaker.frame() == frame


def test_a_step_of_five_is_told_in_the_first_status_byte_of_toledo() -> None:
    assert Plate("toledo_continuous", "123.45", step="0.05").speaker.frame() == b"\x02<0 012345000000\r\x16"


def test_net_is_told_with_its_tare_in_toledo_continuous() -> None:
    # STX, '-' for three decimals, '1' = kg and net, weight 1.000, tare 0.500.
    frame = Plate("toledo_continuous", "1.000", tare="0.500").speaker.frame()
    assert frame[:-1] == b"\x02-1 001000000500\r"
    assert sum(frame) & 0x7F == 0


def test_a_hair_below_zero_is_a_negative_zero_on_a_scale_that_shows_it() -> None:
    plate = Plate("creedmoor", "0.00", "gn")
    plate.put("-0.001")
    assert plate.speaker.frame() == b"-0000.00 GN \r\n"


# ---- moving loads


MOVING = [
    # what stands in the frame of a moving load, and never in one at rest
    ("and_16", b"US,GS,"),
    ("and_ad4329", b"US,GS,"),
    ("and_standard", b"US,"),
    ("cardinal_sb400", b"kgGMO\r"),
    ("cas_22", b"US,GS,1\x84,"),
    ("cas_type6", b"\x01\x02U "),
    ("dini_argeo", b"US,GS,"),
    ("kern_ket", b"? "),
    ("kern_tm", b"US,GS,"),
    ("mt_sics", b"S D "),
    ("nci_ecr", b"\nS10\r\x03"),
    ("ohaus_standard", b"?G\r\n"),
    ("radwag", b"? "),
    ("ricelake_stream", b"KGM\r\n"),
    ("rinstrum_a", b"M\x03"),
    ("sma", b"\n 1GM"),
    ("steinberg_sbs", b"SD"),
    ("toledo_8217", b"\x02?A\r"),
    ("toledo_continuous", b"\x02-8 "),
    ("tscale_nhb", b"US,GS"),
    ("tscale_qhw", b"US,GS,"),
    ("weightech_wt1000", b"1,"),
]


@pytest.mark.parametrize(("protocol", "mark"), MOVING)
def test_a_moving_load_is_marked_as_the_language_marks_it(protocol: str, mark: bytes) -> None:
    units = LANGUAGES[protocol].units
    plate = Plate(protocol, "10.000", "kg" if "kg" in units else "g", top="30")
    assert mark not in plate.speaker.frame()
    plate.put("20.000", wait_s=0.4)
    assert mark in plate.speaker.frame()


@pytest.mark.parametrize(("protocol", "unit"), [("kern_tws", "g"), ("sartorius_sbi", "kg")])
def test_a_moving_load_has_no_unit_where_the_unit_says_rest(protocol: str, unit: str) -> None:
    plate = Plate(protocol, "10.00", unit)
    assert unit.encode() in plate.speaker.frame()
    plate.put("20.00", wait_s=0.4)
    frame = plate.speaker.frame()
    assert unit.encode() not in frame
    assert frame.endswith(b" \r\n")


# ---- too heavy, too light


OUTSIDE: list[Outside] = [
    # protocol, model, unit, step, top, load, bytes
    ("and_16", "wt3000i", "kg", "0.001", "60", "70", b"OL,GS,+            \r\n"),
    ("and_ad4329", "ad4329", "kg", "0.01", "60", "70", b"OL,GS,+    .  kg\r\n"),
    ("and_ad4329", "ad4329", "kg", "0.01", "60", "-9", b"OL,GS,-    .  kg\r\n"),
    ("and_standard", "ek-l", "g", "0.1", "6000", "7000", b"OL,+999999.9  g\r\n"),
    ("and_standard", "ad4212d", "g", "0.1", "6000", "7000", b"OL,+9999999E+19,  g\r\n"),
    ("cas_type6", "", "kg", "0.001", "15", "20", b"\x01\x02SFFFFFFFKg9\x03\x04"),
    ("dini_argeo", "dgt", "kg", "0.001", "60", "-9.999", b"UL,GS,  -9.999,kg\r\n"),
    ("kern_kcp", "", "kg", "0.001", "60", "-1", b"S -\r\n"),
    ("kern_ket", "", "g", "0.1", "6000", "99999.9", b"^    99999.9 g  \r\n"),
    ("radwag", "", "g", "0.01", "6000", "-0.50", b"v -     0.50 g  \r\n"),
    ("kern_tm", "kxs-tm", "kg", "0.001", "60", "70", b"OL,GS,+            \r\n"),
    ("kern_tws", "", "g", "0.01", "600", "700", b" =Overload= \r\n"),
    ("kern_tws", "", "g", "0.01", "600", "-7", b"       Error\r\n"),
    ("mt_sics", "", "kg", "0.001", "60", "70", b"S +\r\n"),
    ("nci_ecr", "magellan", "kg", "0.001", "15", "-1", b"\nS01\r\x03"),
    ("nci_ecr", "magellan", "kg", "0.001", "15", "20", b"\nS02\r\x03"),
    ("nci_ecr", "mdw", "kg", "0.001", "15", "20", b"\n^^^^^^^^^kg\r\n000\r\x03"),
    ("nci_ecr", "mdw", "kg", "0.001", "15", "-1", b"\n_________kg\r\n000\r\x03"),
    ("ricelake_stream", "", "kg", "0.01", "60", "70", b"\x02^^^^^^^^KGO\r\n"),
    ("ricelake_stream", "", "kg", "0.01", "60", "-1", b"\x02]]]]]]]]KGO\r\n"),
    ("rinstrum_a", "", "kg", "0.01", "60", "99.99", b"\x02   99.99O\x03"),
    ("rinstrum_a", "", "kg", "0.01", "60", "-9.99", b"\x02-   9.99U\x03"),
    ("sartorius_sbi", "22", "g", "0.01", "600", "700", b"Stat High\r\n"),
    ("sartorius_sbi", "16", "g", "0.01", "600", "700", b"H\r\n"),
    ("sartorius_sbi", "16", "g", "0.01", "600", "-7", b"L\r\n"),
    ("sma", "", "kg", "0.001", "60", "61.000", b"\nO1G      61.000kg \r"),
    ("toledo_8217", "8217", "kg", "0.001", "15", "20", b"\x02?B\r"),
    ("toledo_8217", "8217", "kg", "0.001", "15", "-1", b"\x02?D\r"),
    ("toledo_continuous", "wildcat", "kg", "0.001", "60", "70", b"\x02-4 999999000000\rz"),
    ("toledo_continuous", "wildcat", "kg", "0.001", "60", "-0.150", b"\x02-6 000150000000\r("),
    ("ussolid", "", "gn", "0.001", "1600", "1700", b"+ ~~~~~~~~GN \r\n"),
    ("yaohua_a12", "", "kg", "0.001", "60", "70", b"         OL23\r\n"),
    ("yaohua_a12", "", "kg", "0.001", "60", "-1", b"         LO23\r\n"),
]


@pytest.mark.parametrize("case", OUTSIDE)
def test_too_much_and_too_little_are_told_as_the_maker_tells_them(case: Outside) -> None:
    protocol, model, unit, step, top, load, frame = case
    plate = Plate(protocol, "0", unit, step=step, top=top, model=model)
    plate.put(load)
    assert plate.speaker.frame() == frame


@pytest.mark.parametrize(
    "protocol", ["cas_10", "ohaus_standard", "yaohua_eq", "yaohua_tf0", "weightech_wt1000"]
)
def test_a_language_without_a_word_for_too_much_falls_silent(protocol: str) -> None:
    plate = Plate(protocol, "1.000", top="3")
    assert plate.speaker.frame() != b""
    plate.put("9.000")
    assert plate.speaker.frame() == b""


@pytest.mark.parametrize(
    ("protocol", "frame"),
    [
        ("toledo_continuous", b"\x02-p 000000000000\rt"),
        ("ricelake_stream", b"\x02  12.340KGI\r\n"),
        ("rinstrum_a", b"\x02  12.340E\x03"),
        ("sma", b"\nE1G   ---------kg \r"),
    ],
)
def test_a_scale_that_was_switched_on_under_a_load_says_that_its_zero_is_missing(
    protocol: str, frame: bytes
) -> None:
    plate = Plate(protocol, "12.340", top="60")
    plate.scale.power_on()
    assert plate.speaker.frame() == frame
    plate.put("0")
    assert plate.scale.zero() is None
    assert plate.speaker.frame() != frame


def test_a_number_without_room_in_the_frame_is_told_as_too_heavy() -> None:
    assert Plate("toledo_continuous", "1234.567").speaker.frame() == b"\x02-4 999999000000\rz"
    assert Plate("yaohua_a12", "1234.5678").speaker.frame() == b"         OL23\r\n"
