"""IPP byte for byte: RFC 8010, appendix A, and what queues say is wrong with them (RFC 8011, 5.4.12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.devices.protocols.ipp import (
    NotIpp,
    Operation,
    QueueState,
    answer,
    printer_trouble,
    queue_trouble,
    request,
    serial_numbers,
)

# RFC 8010, A.2: the answer to Print-Job when all went well.
SUCCESS = (
    bytes.fromhex("0101 0000 00000001 01")
    + bytes.fromhex("47 0012")
    + b"attributes-charset\x00\x05utf-8"
    + bytes.fromhex("48 001b")
    + b"attributes-natural-language\x00\x05en-us"
    + bytes.fromhex("41 000e")
    + b"status-message\x00\x0dsuccessful-ok"
    + bytes.fromhex("02 21 0006")
    + b"job-id"
    + bytes.fromhex("0004 00000093 45 0007")
    + b"job-uri\x00\x30ipp://printer.example.com/ipp/print/pinetree/147"
    + bytes.fromhex("23 0009")
    + b"job-state"
    + bytes.fromhex("0004 00000003 03")
)


def test_a_request_is_laid_out_as_the_standard_draws_it() -> None:
    """RFC 8010, A.1, without the attributes that we do not send."""
    made = request(
        Operation.PRINT_JOB,
        1,
        [("printer-uri", "ipp://printer.example.com/ipp/print/pinetree"), ("job-name", "foobar")],
        b"%!PDF...",
    )
    assert made == (
        bytes.fromhex("0200 0002 00000001 01 47 0012")
        + b"attributes-charset\x00\x05utf-8"
        + bytes.fromhex("48 001b")
        + b"attributes-natural-language\x00\x02en"
        + bytes.fromhex("45 000b")
        + b"printer-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
        + bytes.fromhex("42 0008")
        + b"job-name\x00\x06foobar"
        + b"\x03%!PDF..."
    )


def test_further_values_of_an_attribute_have_no_name() -> None:
    made = request(Operation.GET_JOB, 7, [("job-id", 147), ("requested-attributes", ["job-state", "job-id"])])
    assert bytes.fromhex("21 0006") + b"job-id" + bytes.fromhex("0004 00000093") in made
    named = bytes.fromhex("44 0014") + b"requested-attributes\x00\x09job-state"
    assert named + bytes.fromhex("44 0000 0006") + b"job-id\x03" in made


def test_an_answer_is_read() -> None:
    said = answer(SUCCESS)
    assert (said.good, said.job_id, said.job_state) == (True, 147, QueueState.PENDING)
    assert said.job["job-uri"] == ("ipp://printer.example.com/ipp/print/pinetree/147",)
    # client-error-attributes-or-values-not-supported: RFC 8010, A.3.
    assert not answer(SUCCESS.replace(b"\x01\x01\x00\x00", b"\x01\x01\x04\x0b", 1)).good


def test_half_an_answer_is_none() -> None:
    for length in range(len(SUCCESS)):
        with pytest.raises(NotIpp):
            answer(SUCCESS[:length])


@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(raw: bytes) -> None:
    for one in (raw, SUCCESS[:-1] + raw, SUCCESS[:9] + raw):
        try:
            assert answer(one).status >= 0
        except NotIpp:
            continue


@pytest.mark.parametrize(
    ("reasons", "state", "trouble"),
    [
        (("none",), 3, None),
        (("media-empty-error",), 5, PrinterTrouble.PAPER_OUT),
        (("media-needed",), 4, PrinterTrouble.PAPER_OUT),
        (("media-low-warning", "toner-low-report"), 3, None),
        (("cover-open-report",), 3, PrinterTrouble.COVER_OPEN),
        (("door-open", "media-empty"), 5, PrinterTrouble.COVER_OPEN),
        (("media-jam-error",), 5, PrinterTrouble.PRINTER_ERROR),
        (("marker-supply-empty-warning",), 3, None),
        (("offline-report",), 4, PrinterTrouble.AWAY),
        (("connecting-to-device",), 4, PrinterTrouble.AWAY),
        (("paused",), 5, PrinterTrouble.OFFLINE),
        (("none",), 5, PrinterTrouble.OFFLINE),
        (("a-word-of-some-maker",), 3, None),
    ],
)
def test_what_keeps_a_printer_is_read_from_its_reasons(
    reasons: tuple[str, ...], state: int, trouble: PrinterTrouble | None
) -> None:
    assert printer_trouble({"printer-state-reasons": reasons, "printer-state": (state,)}) is trouble


def test_a_queue_that_takes_no_jobs_is_paused() -> None:
    assert printer_trouble({"printer-is-accepting-jobs": (False,)}) is PrinterTrouble.OFFLINE


def test_what_an_idle_queue_of_cups_says_is_of_the_job_before() -> None:
    stale: dict[str, tuple[str | int, ...]] = {"printer-state-reasons": ("media-empty-error",)}
    assert queue_trouble({**stale, "printer-state": (3,)}) is None
    assert queue_trouble({**stale, "printer-state": (4,)}) is PrinterTrouble.PAPER_OUT


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ({"printer-device-id": ("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;SN:J4XF012345;",)}, {"J4XF012345"}),
        (
            {"printer-device-id": ("MFG:Zebra;SERN: 50J1 ;",), "printer-uuid": ("urn:uuid:1",)},
            {"50J1", "urn:uuid:1"},
        ),
        ({"printer-device-id": ("MFG:SN-maker;MDL:x;",)}, set()),
    ],
)
def test_a_printer_behind_a_queue_is_known_by_its_numbers(
    said: dict[str, tuple[str, ...]], numbers: set[str]
) -> None:
    assert serial_numbers(said) == numbers
