"""PDF files, written object by object."""

from __future__ import annotations

from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def a_pdf_of(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF file of these objects, numbered from 1."""
    file = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d %b >>\n" % (len(objects) + 1, trailer)
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % table


def a_stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)


def a_pdf(
    *pages: str, page: bytes = b"", more: Sequence[bytes] = (), trailer: bytes = b""
) -> bytes:
    """A PDF file with a page for each text; `more` objects are numbered from 100 pages on."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % trailer,
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), kids),
        FONT,
    ]
    for index, text in enumerate(pages):
        show = b"BT /F1 12 Tf 50 700 Td (%b) Tj ET" % text.encode() if text else b""
        objects += (
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> %b >>" % (first + 2 * index + 1, page),
            a_stream(show),
        )
    return a_pdf_of([*objects, *more])
