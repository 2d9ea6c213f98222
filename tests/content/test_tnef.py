"""What lies in winmail.dat."""

from __future__ import annotations

import struct

from tests.content.reads import read


def an_object(level: int, name: int, kind: int, octets: bytes) -> bytes:
    head = struct.pack("<BHHI", level, name, kind, len(octets))
    return head + octets + struct.pack("<H", sum(octets) & 0xFFFF)


def a_winmail(*objects: bytes) -> bytes:
    page = an_object(1, 0x9007, 6, struct.pack("<II", 932, 0))
    return struct.pack("<IH", 0x223E9F78, 1) + page + b"".join(objects)


def a_file(name: bytes, octets: bytes) -> bytes:
    rendering = an_object(2, 0x9002, 6, bytes(14))
    return rendering + an_object(2, 0x8010, 1, name) + an_object(2, 0x800F, 6, octets)


def test_files_and_text_are_read() -> None:
    text = an_object(1, 0x800C, 2, "お送りします。".encode("cp932"))
    files = a_file("名簿.csv\0".encode("cp932"), b"name,salary"), a_file(b"b.txt\0", b"more")
    found = read(a_winmail(text, *files), "winmail.dat")
    assert found.unread == ""
    assert [(file.name, file.size) for file in found.files] == [("名簿.csv", 11), ("b.txt", 4)]
    for words in ("お送りします。", "name,salary", "more"):
        assert words in found.text


def test_objects_that_would_take_hours_are_not_looked_through() -> None:
    found = read(a_winmail(an_object(1, 0x8009, 6, b"") * 100_000), "winmail.dat")
    assert "winmail.dat" in found.unread


def test_half_of_one_is_not_called_read() -> None:
    whole = a_winmail(a_file(b"b.txt\0", b"more" * 100))
    assert read(whole[:-200], "winmail.dat").unread
