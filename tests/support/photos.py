"""Pictures as telephones and as attackers send them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def jpeg(width: int = 640, height: int = 480, colour: str = "saddlebrown") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "JPEG")
    return written.getvalue()


def telephone_jpeg(width: int = 4000, height: int = 3000) -> bytes:
    """A large photo, lying on its side, that says where it was taken and whose telephone it was; the left half is green."""
    picture = Image.new("RGB", (width, height), "saddlebrown")
    picture.paste("green", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Telephone of Kari Nordmann"
    place = exif.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", (60.0, 48.0, 1.0), "E", (11.0, 4.0, 1.0)
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=b"Kari was here")
    return written.getvalue()


def png(width: int, height: int, mode: str = "RGBA") -> bytes:
    written = io.BytesIO()
    Image.new(mode, (width, height)).save(written, "PNG")
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A small file that unpacks to a huge picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
