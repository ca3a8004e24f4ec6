"""Pictures of goods as people send them, drawn anew: whatever arrives, only a plain JPEG of ours is kept.

Drawing anew is the protection. The pixels are read by Pillow from a short list of formats, laid upright, made smaller and written
into a new file without any of the old one's bytes: no place of exposure, no owner's name, no script, no second file behind
the picture. Not for: pictures on papers (labels).
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

from hub.receiving.goods_errors import PhotoTooLarge, PhotoTooManyPixels, PhotoUnreadable

LARGEST_BYTES = 15 * 1024 * 1024
LONGEST_SIDE = 1_600
# Telephones have 12 to 50 million; a picture that claims more would fill the memory of a small machine.
MOST_PIXELS = 60_000_000
MOST_PIXELS_UNPACKED = 25_000_000  # formats that cannot be read at a smaller scale
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
# Everything that Pillow's readers raise for damaged or hostile files.
DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    struct.error,
)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of our own making, with the name that its bytes give it."""

    jpeg: bytes
    sha256: bytes
    width: int
    height: int


def redrawn(sent: bytes) -> Picture:
    """The picture in what a browser sent. Raises PhotoTooLarge, PhotoTooManyPixels, PhotoUnreadable."""
    if len(sent) > LARGEST_BYTES:
        raise PhotoTooLarge(largest=LARGEST_BYTES // (1024 * 1024))
    try:
        clean = _pixels(sent)
    except BOMBS as err:
        raise PhotoTooManyPixels(most=MOST_PIXELS // 1_000_000) from err
    except DAMAGED as err:
        raise PhotoUnreadable from err
    written = io.BytesIO()
    clean.save(written, "JPEG", quality=QUALITY, optimize=True)
    jpeg = written.getvalue()
    return Picture(jpeg, hashlib.sha256(jpeg).digest(), clean.width, clean.height)


def _pixels(sent: bytes) -> Image.Image:
    with Image.open(io.BytesIO(sent), formats=FORMATS) as opened:
        pixels = opened.width * opened.height
        most = MOST_PIXELS if opened.format in {"JPEG", "MPO"} else MOST_PIXELS_UNPACKED
        if pixels > most:
            raise Image.DecompressionBombError
        # A JPEG is read at the next larger eighth of its size, which spares memory and time.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = Image.new("RGB", upright.size, "white")
        if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
            layer = upright.convert("RGBA")
            clean.paste(layer, mask=layer)
        else:
            clean.paste(upright.convert("RGB"))
        return clean
