"""What printers are told and what they answer, byte for byte, with what it means: from makers' manuals and from symbols that were read back.

The collection beside the project (vectors) is read as well where it is there; these rows are what of it matters here.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.devices.protocols.escpos_status import PrinterTrouble

GS1_TEXT = "(01)07038010000018(3103)001234(10)L2409A"
LINK = "https://hub.example/l/2409A"
# Width of GS1_TEXT in code set B at two dots; no roll of 80 mm takes it.
WIDE_DOTS = 840


@dataclass(frozen=True, slots=True)
class Printed:
    """Bytes to a printer, and each symbol that a reader finds on its paper: symbology identifier and text."""

    name: str
    raw: bytes
    reads: tuple[tuple[str, str], ...]


_SET_B = (
    bytes.fromhex("1b61011d68501d77021d66001d48021d6b49267b427b31") + b"0107038010000018310300123410L2409A"
)
_MIDDLE = (
    bytes.fromhex("1b61011d68401d77021d66011d48001d6b49267b427b31") + b"010703801000001810L2409A{115251201"
)
_SET_C = bytes.fromhex(
    "1b61011d68501d77021d66001d48021d6b491b7b437b31010703500a0000121f03000c227b4231304c3234303941"
)
_GS_K_74 = (
    bytes.fromhex("1b61011d68501d77021d66001d48021d6b4a267b427b31") + b"0107038010000018310300123410L2409A"
)
_QR = bytes.fromhex("1d286b0400314132001d286b03003143061d286b03003145301d286b25003150") + (
    b"0https://hub.example/l/\xc3\x86\xc3\x98\xc3\x85-2409A" + bytes.fromhex("1d286b0300315130")
)
ESCPOS = (
    Printed("gs1-128-setB", _SET_B, (("]C1", GS1_TEXT),)),
    Printed("gs1-128-setB-mid-fnc1", _MIDDLE, (("]C1", "(01)07038010000018(10)L2409A(15)251201"),)),
    # Epson's rule; other makes read figures here instead of pairs.
    Printed("gs1-128-setC-binary", _SET_C, (("]C1", GS1_TEXT),)),
    # A kind of bars that older printers do not have.
    Printed("gs1-128-m74", _GS_K_74, ()),
    Printed("qr-native-utf8", _QR, (("]Q1", "https://hub.example/l/ÆØÅ-2409A"),)),
)
_ZPL_TEXT = "^XA^PW800^LL600^CI28^FO40,40^A0N,40,40^FDBlåbær ÆØÅ æøå Öä^FS^FO40,100^BY2^BCN,120,Y,N,N"
ZPL = (
    Printed(
        "zpl_gs1_manual",
        f"{_ZPL_TEXT}^FD>;>80107038010000018310300123410>6L2409A^FS^FO40,320^BQN,2,6^FDQA,{LINK}^FS^XZ".encode(),
        (("]C1", GS1_TEXT), ("]Q1", LINK)),
    ),
    Printed(
        "zpl_gs1_modeD",
        f"^XA^PW900^LL400^FO40,40^BY2^BCN,120,Y,N,N,D^FD{GS1_TEXT}^FS^XZ".encode(),
        (("]C1", GS1_TEXT),),
    ),
    # In mode A the sign > is a sign as any other: no GS1 symbol comes of it.
    Printed(
        "zpl_gs1_modeA",
        b"^XA^PW900^LL400^FO40,40^BY2^BCN,120,Y,N,N,A^FD>80107038010000018310300123410L2409A^FS^XZ",
        (("]C0", ">80107038010000018310300123410L2409A"),),
    ),
    Printed(
        "zpl_dm",
        b"^XA^PW400^LL400^FO40,40^BXN,8,200,,,,_^FD_10107038010000018310300123410L2409A^FS^XZ",
        (("]d2", GS1_TEXT),),
    ),
)

# DLE EOT n and the byte that comes back; what it says when the other three questions say that nothing is wrong.
STATUS: tuple[tuple[str, int, int, PrinterTrouble | None], ...] = (
    ("EOT1-12", 1, 0x12, None),
    ("EOT1-16", 1, 0x16, None),
    ("EOT1-1a", 1, 0x1A, PrinterTrouble.OFFLINE),
    ("EOT1-1e", 1, 0x1E, PrinterTrouble.OFFLINE),
    ("EOT2-12", 2, 0x12, None),
    ("EOT2-16", 2, 0x16, PrinterTrouble.COVER_OPEN),
    # Somebody holds the feed button; the first question says whether it is offline for that.
    ("EOT2-1a", 2, 0x1A, None),
    ("EOT2-32", 2, 0x32, PrinterTrouble.PAPER_OUT),
    ("EOT2-52", 2, 0x52, PrinterTrouble.PRINTER_ERROR),
    ("EOT3-12", 3, 0x12, None),
    ("EOT3-1a", 3, 0x1A, PrinterTrouble.PRINTER_ERROR),
    ("EOT3-32", 3, 0x32, PrinterTrouble.PRINTER_ERROR),
    ("EOT3-52", 3, 0x52, PrinterTrouble.PRINTER_ERROR),
    ("EOT4-12", 4, 0x12, None),
    ("EOT4-1e", 4, 0x1E, None),
    ("EOT4-72", 4, 0x72, PrinterTrouble.PAPER_OUT),
    ("EOT4-7e", 4, 0x7E, PrinterTrouble.PAPER_OUT),
)
UNASKED: tuple[tuple[str, bytes, PrinterTrouble | None], ...] = (
    ("ASB-ok", b"\x10\x00\x00\x00", None),
    ("ASB-cover", b"\x38\x00\x00\x00", PrinterTrouble.COVER_OPEN),
    ("ASB-paperout", b"\x18\x00\x0c\x00", PrinterTrouble.PAPER_OUT),
)
_HS = b"\x02030,%d,0,0245,%03d,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,0000000%d,1,000\x03\r\n\x021234,0\x03\r\n"
HOST_STATUS: tuple[tuple[str, bytes, PrinterTrouble | None, int], ...] = (
    ("HS-ok", _HS % (0, 0, 0), None, 0),
    ("HS-paperout", _HS % (1, 1, 1), PrinterTrouble.PAPER_OUT, 2),
)
# What each make calls its code pages in `ESC t n`, with a model of that make.
PAGES: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("codepage-Epson", "TM-T20II", {"CP437": 0, "CP850": 2, "CP865": 5, "CP1252": 16, "CP858": 19}),
    ("codepage-POS-5890", "POS-5890", {"CP1252": 71, "CP865": 58, "CP858": 53}),
    ("codepage-Star", "TSP600", {"CP858": 4, "CP865": 9, "CP1252": 32}),
    ("codepage-Wincor", "TH230", {"CP850": 1, "CP858": 6, "CP865": 5, "CP1252": 8}),
)
NORTHERN = "Blåbær, rømme, Ærfugl, Äpple, Öland, ½ kg 49,90 €"
