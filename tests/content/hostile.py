"""Files made to harm whoever reads them; each is made when it is asked for, and none is stored."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import py7zr
import xlwt

from tests.content.compounds import a_compound
from tests.content.pdfs import FONT, a_pdf, a_pdf_of, a_stream
from tests.content.test_archive import a_tar_of
from tests.content.test_tnef import a_winmail, an_object
from tests.content.zips import a_locked_zip, a_zip_of

MEGABYTE = 1024 * 1024
ZEROS = bytes(10 * MEGABYTE)
W = "xmlns:w='urn:w'"
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)
Bomb = Callable[[], bytes]
BOMBS: dict[str, Bomb] = {}


def bomb(name: str) -> Callable[[Bomb], Bomb]:
    """Names a file as it comes with a mail."""

    def put(make: Bomb) -> Bomb:
        BOMBS[name] = make
        return make

    return put


def a_document(body: str, more: str = "") -> bytes:
    document = f"<?xml version='1.0'?>{more}<w:document {W}><w:body>{body}</w:body></w:document>"
    return a_zip_of({"word/document.xml": document.encode()})


def a_workbook(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    book = b"<w xmlns:r='urn:r'><sheets><sheet name='A' r:id='r1'/></sheets></w>"
    rels = b"<r><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/></r>"
    return a_zip_of(
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": rels,
            "xl/sharedStrings.xml": strings,
            "xl/worksheets/s.xml": sheet,
        }
    )


@bomb("flat.zip")
def a_flat_zip() -> bytes:
    return a_zip_of({f"{n}.bin": ZEROS for n in range(10)})


@bomb("nested.zip")
def a_nested_zip() -> bytes:
    octets = a_zip_of({"0.bin": ZEROS})
    for _level in range(5):
        octets = a_zip_of({f"{n}.zip": octets for n in range(16)})
    return octets


@bomb("deep.zip")
def a_deep_zip() -> bytes:
    octets = b"x"
    for _level in range(200):
        octets = a_zip_of({"a.zip": octets}, zipfile.ZIP_STORED)
    return octets


@bomb("overlap.zip")
def a_zip_whose_entries_share_their_octets() -> bytes:
    octets = a_zip_of({"a.bin": ZEROS})
    end = octets.rindex(b"PK\x05\x06")
    entry = octets[octets.rindex(b"PK\x01\x02") : end]
    entries = b"".join(entry.replace(b"a.bin", b"%05d" % n) for n in range(1000))
    start = octets.rindex(b"PK\x01\x02")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), start, 0)
    return octets[:start] + entries + tail


@bomb("many.zip")
def a_zip_of_many() -> bytes:
    return a_zip_of(((f"{n}.txt", b"") for n in range(20_000)), zipfile.ZIP_STORED)


@bomb("claims.zip")
def a_zip_that_claims_four_gigabytes() -> bytes:
    octets = bytearray(a_zip_of({"a.txt": b"text"}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", octets, octets.index(mark) + place, 0xFFFFFFFE)
    return bytes(octets)


@bomb("lzma.zip")
def a_zip_packed_otherwise() -> bytes:
    return a_zip_of({"a.bin": ZEROS}, zipfile.ZIP_LZMA)


@bomb("locked.zip")
def a_zip_that_hides_a_locked_one() -> bytes:
    return a_zip_of({"a.zip": a_locked_zip("a.txt", b"text")})


@bomb("polyglot.pdf")
def a_pdf_that_is_a_zip() -> bytes:
    return a_pdf("harmless") + a_flat_zip()


@bomb("laughs.docx")
def a_billion_laughs() -> bytes:
    return a_document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", LAUGHS)


@bomb("laughs.xlsx")
def a_billion_laughs_in_an_attribute() -> bytes:
    return a_workbook(f"{LAUGHS}<w><row a='&l9;'/></w>".encode())


@bomb("entity.docx")
def an_entity_from_elsewhere() -> bytes:
    entity = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hosts'>]>"
    return a_document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", entity)


@bomb("elements.docx")
def a_document_of_a_million_elements() -> bytes:
    return a_document("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 500_000)


@bomb("deep.docx")
def a_document_of_deep_elements() -> bytes:
    return a_document("<w:p>" * 1_000_000)


@bomb("rows.xlsx")
def a_sheet_of_a_million_rows() -> bytes:
    row = b"<row><c><v>1</v></c><c><v>12345</v></c></row>"
    return a_workbook(b"<w><sheetData>" + row * 1_000_000 + b"</sheetData></w>")


@bomb("string.xlsx")
def a_sheet_of_one_long_string() -> bytes:
    return a_workbook(b"<w/>", b"<sst><si><t>" + b"x" * 60_000_000 + b"</t></si></sst>")


@bomb("slides.pptx")
def a_show_of_one_slide_a_million_times() -> bytes:
    show = b"<p xmlns:r='urn:r'>" + b"<sldId r:id='r1'/>" * 1_000_000 + b"</p>"
    slide = b"<sld>" + b"<p><t>text</t></p>" * 1000 + b"</sld>"
    rels = b"<r><Relationship Id='r1' Type='x/slide' Target='s.xml'/></r>"
    return a_zip_of(
        {"ppt/presentation.xml": show, "ppt/_rels/presentation.xml.rels": rels, "ppt/s.xml": slide}
    )


@bomb("circle.pdf")
def a_page_tree_that_is_its_own_child() -> bytes:
    tree = b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"
    return a_pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", tree])


@bomb("loop.pdf")
def an_object_that_refers_to_itself() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 5 0 R >>"
    return a_pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            page,
            b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
            b"5 0 R",
        ]
    )


@bomb("xref.pdf")
def a_table_that_comes_before_itself() -> bytes:
    octets = a_pdf("")
    place = octets.rindex(b"xref\n0")
    return octets.replace(b"/Root", b"/Prev %d /Root" % place)


@bomb("arrays.pdf")
def an_array_in_an_array() -> bytes:
    return a_pdf("text", page=b"/X " + b"[" * 500_000)


@bomb("stream.pdf")
def a_stream_that_swells() -> bytes:
    content = zlib.compress(b"q Q " * (50 * MEGABYTE // 4))
    return a_pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            a_stream(content, b"/Filter /FlateDecode"),
        ]
    )


@bomb("forms.pdf")
def forms_that_show_each_other_twice() -> bytes:
    def form(number: int) -> bytes:
        resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>" % (
            number + 1
        )
        kind = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
        return a_stream(b"/X Do /X Do BT /F1 9 Tf (x) Tj ET", kind + resources)

    page = (
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>"
    )
    return a_pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            FONT,
            page,
            a_stream(b"/X Do"),
            *(form(number) for number in range(6, 46)),
            a_stream(b""),
        ]
    )


@bomb("pages.pdf")
def a_page_again_and_again() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    return a_pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 90000 /Kids [" + b"5 0 R " * 90_000 + b"] >>",
            FONT,
            a_stream(b"BT /F1 12 Tf (text) Tj ET " * 50),
            page,
        ]
    )


@bomb("dictionary.7z")
def a_dictionary_of_four_gigabytes() -> bytes:
    file = io.BytesIO()
    filters = [{"id": py7zr.FILTER_LZMA2, "preset": 1}]
    with py7zr.SevenZipFile(file, "w", filters=filters) as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(b"text" * 100, "a.txt")
    octets = bytearray(file.getvalue())
    place = octets.index(b"\x21\x21\x01", 32)
    octets[place + 3] = 40
    start = 32 + struct.unpack_from("<Q", octets, 12)[0]
    struct.pack_into("<I", octets, 28, zlib.crc32(octets[start:]))
    struct.pack_into("<I", octets, 8, zlib.crc32(octets[12:32]))
    return bytes(octets)


@bomb("zeros.7z")
def a_seven_zip_that_swells() -> bytes:
    file = io.BytesIO()
    filters = [{"id": py7zr.FILTER_LZMA2, "preset": 0}]
    with py7zr.SevenZipFile(file, "w", filters=filters) as archive:
        archive.writestr(bytes(80 * MEGABYTE), "a.bin")
    return file.getvalue()


@bomb("sparse.tar")
def a_file_of_mostly_holes() -> bytes:
    header = bytearray(tarfile.TarInfo("a.bin").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = tarfile.GNUTYPE_SPARSE
    header[386:398] = b"%011o\0" % 0o77777770000
    header[398:410] = b"%011o\0" % 0
    header[483:495] = b"%011o\0" % 0o77777770000
    header[148:156] = b"        "
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(10_240)


@bomb("claims.tar")
def a_file_that_claims_eight_gigabytes() -> bytes:
    entry = tarfile.TarInfo("a.bin")
    entry.size = 8 * 1024 * MEGABYTE - 1
    return entry.tobuf() + b"x" * 10_240


@bomb("many.tar.gz")
def a_tar_of_many() -> bytes:
    return gzip.compress(a_tar_of({f"{n}.txt": b"" for n in range(3_000)}))


@bomb("zeros.gz")
def a_gzip_of_zeros() -> bytes:
    return gzip.compress(ZEROS, 6) * 30


@bomb("zeros.bz2")
def a_bzip2_of_zeros() -> bytes:
    return bz2.compress(bytes(MEGABYTE)) * 300


@bomb("zeros.xz")
def an_xz_of_zeros() -> bytes:
    return lzma.compress(ZEROS, preset=0) * 30


@bomb("dictionary.xz")
def an_xz_that_wants_four_gigabytes() -> bytes:
    octets = bytearray(lzma.compress(b"text"))
    octets[16] = 40  # the dictionary's size in the block's header
    struct.pack_into("<I", octets, 20, zlib.crc32(octets[12:20]))
    return bytes(octets)


@bomb("huge.png")
def a_picture_of_ten_billion_pixels() -> bytes:
    def chunk(kind: bytes, octets: bytes) -> bytes:
        check = zlib.crc32(kind + octets)
        return struct.pack(">I", len(octets)) + kind + octets + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@bomb("huge.tif")
def a_tiff_of_ten_billion_pixels() -> bytes:
    tags = {256: 100_000, 257: 100_000, 258: 8, 259: 1, 262: 1, 273: 8, 278: 100_000, 279: 1}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4)


@bomb("endless.gif")
def a_picture_whose_frames_do_not_end() -> bytes:
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 500_000


@bomb("line.csv")
def a_table_of_one_line() -> bytes:
    return b"name,phone," * (50 * MEGABYTE // 11)


@bomb("deep.html")
def a_page_of_deep_elements() -> bytes:
    return b"<html>" + b"<div>" * 2_000_000


@bomb("braces.rtf")
def a_document_of_braces() -> bytes:
    return b"{\\rtf1" + b"{" * 20 * MEGABYTE


@bomb("corners.xls")
def a_sheet_with_far_corners() -> bytes:
    book = xlwt.Workbook()
    for name in ("A", "B", "C"):
        sheet = book.add_sheet(name)
        sheet.write(0, 0, "near")
        sheet.write(65_535, 255, "far")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@bomb("claims.xls")
def a_sheet_that_ends_before_it_begins() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "text")
    file = io.BytesIO()
    book.save(file)
    octets = bytearray(file.getvalue())
    struct.pack_into("<I", octets, octets.index(b"\x00\x02\x0e\x00") + 4, 0x8C0000)
    return bytes(octets)


@bomb("corners.xlsb")
def a_wide_sheet_with_far_corners() -> bytes:
    def row(number: int, column: int) -> bytes:
        head = b"\x00\x0c" + struct.pack("<IIHBB", number, 0, 0, 0, 0)
        return head + b"\x02\x0c" + struct.pack("<III", column, 0, 0)

    rels = b"<r><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.bin'/></r>"
    sheet = row(0, 0) + row(1_048_575, 16_383)
    return a_zip_of(
        {
            "xl/workbook.bin": b"",
            "xl/_rels/workbook.bin.rels": rels,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


@bomb("loop.doc")
def a_stream_whose_sectors_go_round() -> bytes:
    octets = bytearray(a_compound({"WordDocument": b"\xec\xa5\xc1\0" + b"x" * 20_000}))
    table = octets.rindex(struct.pack("<3I", 1, 2, 3))
    struct.pack_into("<I", octets, table + 4 * 5, 0)
    return bytes(octets)


@bomb("winmail.dat")
def a_winmail_of_many_objects() -> bytes:
    return a_winmail(an_object(1, 0x8009, 6, b"") * 1_000_000)
