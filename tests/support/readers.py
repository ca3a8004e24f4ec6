"""Readers of codes that are not the one the house uses, and labels as a scanner sees them: noisy, blurred, tilted by three degrees.

zbar reads bars and QR, libdmtx DataMatrix. Both give GS1 data without brackets, FNC1 between values as GS.
"""

from __future__ import annotations

import random
import warnings

from PIL import Image, ImageFilter

with warnings.catch_warnings():
    # Its wrapper asks for a version with a class of distutils.
    warnings.simplefilter("ignore", DeprecationWarning)
    from pylibdmtx import pylibdmtx
from pyzbar import pyzbar

TILT, NOISE, BLUR = 3, 0.18, 0.8
# A camera has more than one pixel for each dot of a printer.
PIXELS_A_DOT = 2
LONGEST_LOOK_MS = 2_000


def worn(page: Image.Image, seed: int) -> Image.Image:
    """Noise, blur and a tilt of three degrees, as a hand scanner sees a label in a cold room."""
    grey = page.convert("L").rotate(TILT, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    noise = Image.frombytes("L", grey.size, random.Random(seed).randbytes(grey.width * grey.height))  # noqa: S311
    return Image.blend(grey, noise, NOISE).filter(ImageFilter.GaussianBlur(BLUR))


def read_by_zbar(page: Image.Image) -> set[str]:
    seen = page.resize((page.width * PIXELS_A_DOT, page.height * PIXELS_A_DOT), Image.Resampling.LANCZOS)
    kinds = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128]
    return {one.data.decode() for one in pyzbar.decode(seen, kinds)}


def read_by_dmtx(page: Image.Image) -> str:
    """One DataMatrix, aimed at. libdmtx says nothing of FNC1, so values of GS1 data follow each other without GS."""
    found = pylibdmtx.decode(page, max_count=1, timeout=LONGEST_LOOK_MS)
    return found[0].data.decode() if found else ""
