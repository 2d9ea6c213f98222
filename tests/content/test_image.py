"""What pictures say of where and by whom they were taken."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from PIL import Image

from mailguard.domain.content import Properties
from tests.content.reads import read

PLACE = {1: "N", 2: (35.0, 40.0, 52.3), 3: "E", 4: (139.0, 46.0, 1.6)}


def a_picture(kind: str, place: Mapping[int, object] | None = None, **tags: str) -> bytes:
    picture = Image.new("RGB", (8, 8))
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[{"artist": 0x013B, "copyright": 0x8298}[tag]] = value
    if place:
        exif.get_ifd(0x8825).update(place)
    file = io.BytesIO()
    picture.save(file, kind, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_is_told(kind: str) -> None:
    found = read(a_picture(kind, PLACE, artist="Sato"), "a")
    assert found.properties == Properties(author="Sato", place="35.6812, 139.7671")
    assert found.unread == ""


def test_the_place_in_a_tiff_file_is_told() -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "TIFF", tiffinfo={0x8825: dict(PLACE)})
    assert read(file.getvalue(), "a.tif").properties.place == "35.6812, 139.7671"


def test_south_and_west_are_negative() -> None:
    found = read(a_picture("JPEG", PLACE | {1: "S", 3: "W"}), "a.jpg")
    assert found.properties.place == "-35.6812, -139.7671"


def test_who_holds_the_right_is_the_author_where_no_artist_is_named() -> None:
    assert read(a_picture("JPEG", copyright="ACME"), "a.jpg").properties.author == "ACME"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_a_picture_that_says_nothing_has_no_properties(kind: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)
    found = read(file.getvalue(), "a")
    assert (found.properties, found.unread) == (Properties(), "")


def test_a_place_of_nonsense_is_none() -> None:
    found = read(a_picture("JPEG", {1: "N", 2: (1.0,), 3: "E", 4: (2.0, 3.0, 4.0)}), "a.jpg")
    assert found.properties.place == ""


def test_the_place_in_a_picture_of_an_apple_phone_is_told() -> None:
    jpeg = a_picture("JPEG", PLACE)
    exif = jpeg[jpeg.index(b"Exif\0\0") :][:400]
    found = read(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100) + exif, "a.heic")
    assert found.properties.place == "35.6812, 139.7671"
