"""What a printer is told before a paper when the one before it may be half printed: so that nothing joins the rest of another.

ESC/POS: `ESC @` throws away the line that was begun, `ESC J` feeds the rest clear of the head, `GS V B` feeds it past the knife and cuts; a
printer without a knife passes the cut over, and the gap shows where to tear. ZPL: `~JA` drops what came before it of a format without its
end; the format behind it is read anew. Source: Epson's ESC/POS command reference, Zebra's ZPL II programming guide. Not for: pages (PDF),
which stand alone.
"""

from __future__ import annotations

from hub.labels.rules import Trouble

# Clear of the head and of the next label's first line: 12 mm at 203 dots an inch.
GAP_DOTS = 96
CUT_FEED = 10
ESCPOS = b"\x1b@" + bytes([0x1B, 0x4A, GAP_DOTS]) + bytes([0x1D, 0x56, 0x42, CUT_FEED])
ZPL = b"~JA\n"
PREFIXES = {"escpos": ESCPOS, "zpl": ZPL}

# After these a part of the paper may hang out of the printer and nobody has cut it. A printer that only did not say that it is done has cut.
LEAVES_REST = frozenset(
    {
        Trouble.BROKE_OFF,
        Trouble.HUB_STOPPED,
        Trouble.NO_ANSWER,
        Trouble.OFFLINE,
        Trouble.PAPER_OUT,
        Trouble.COVER_OPEN,
        Trouble.PRINTER_ERROR,
    }
)


def severed(paper: bytes, dialect: str) -> bytes:
    """The same paper, cut off from what was printed before it."""
    return PREFIXES.get(dialect, b"") + paper
