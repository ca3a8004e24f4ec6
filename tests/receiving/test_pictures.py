"""Photos as they arrive: drawn anew, upright and small, with nothing of the sender's file; whatever is no picture is refused."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hub.receiving.goods_errors import PhotoTooLarge, PhotoTooManyPixels, PhotoUnreadable
from hub.receiving.pictures import LARGEST_BYTES, redrawn
from tests.support.photos import HTML, SVG, jpeg, png, png_that_claims, telephone_jpeg


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def test_a_telephones_photo_becomes_a_small_upright_one_without_place_and_name() -> None:
    sent = telephone_jpeg()
    assert b"Kari" in sent
    kept = redrawn(sent)
    shown = opened(kept.jpeg)
    assert (kept.width, kept.height) == shown.size == (1200, 1600)
    assert dict(shown.getexif()) == {}
    assert b"Kari" not in kept.jpeg
    assert b"Exif" not in kept.jpeg
    assert kept.sha256 == hashlib.sha256(kept.jpeg).digest()
    # Turned upright by a quarter to the right: what was at the left is at the top.
    top = shown.convert("RGB").getpixel((600, 100))
    assert isinstance(top, tuple)
    assert top[1] > top[0]


def test_a_small_picture_keeps_its_size_and_the_same_picture_its_name() -> None:
    kept = redrawn(jpeg(640, 480))
    assert (kept.width, kept.height) == (640, 480)
    assert redrawn(jpeg(640, 480)) == kept
    assert redrawn(jpeg(640, 480, "green")).sha256 != kept.sha256


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "RGB"])
def test_a_png_of_any_kind_becomes_a_jpeg_and_what_is_clear_becomes_white(mode: str) -> None:
    shown = opened(redrawn(png(40, 30, mode)).jpeg)
    assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", (40, 30))
    if mode in {"RGBA", "LA"}:
        assert shown.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sent",
    [
        SVG,
        HTML,
        b"",
        b"%PDF-1.7 \xff\xd8\xff",
        b"GIF89a" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(200),
        jpeg()[:300],
        telephone_jpeg(300, 200)[:-400],
    ],
    ids=["svg", "html", "empty", "pdf", "gif", "only the head", "cut early", "cut late"],
)
def test_what_is_no_whole_picture_is_refused(sent: bytes) -> None:
    with pytest.raises(PhotoUnreadable):
        redrawn(sent)


def test_what_hides_behind_a_picture_is_not_kept() -> None:
    kept = redrawn(jpeg() + HTML)
    assert b"script" not in kept.jpeg


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (12_000, 9_000), (6_000, 5_000)])
def test_a_picture_with_a_monstrous_number_of_pixels_is_refused_before_it_is_unpacked(
    width: int, height: int
) -> None:
    with pytest.raises(PhotoTooManyPixels):
        redrawn(png_that_claims(width, height))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PhotoTooLarge) as refused:
        redrawn(jpeg() + bytes(LARGEST_BYTES))
    assert refused.value.facts == {"largest": 15}


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_gives_a_picture_or_a_refusal(data: st.DataObject) -> None:
    whole = bytearray(telephone_jpeg(120, 90) if data.draw(st.booleans()) else png(60, 40))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = redrawn(bytes(whole))
    except (PhotoUnreadable, PhotoTooManyPixels):
        return
    assert kept.jpeg.startswith(b"\xff\xd8\xff")
