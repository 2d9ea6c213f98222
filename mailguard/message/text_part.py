"""A text part with a text put in: in its own charset and encoding, else as UTF-8."""

from __future__ import annotations

import codecs
from binascii import a2b_qp, b2a_qp
from collections.abc import Iterator

from mailguard.domain.mail import Edit, Span
from mailguard.message.charset import codec_of, decoded, is_wide
from mailguard.message.edits import applied
from mailguard.message.entity_edits import with_fields
from mailguard.message.header import Octets, fields
from mailguard.message.markup import marked_up, places_of
from mailguard.message.parts import Part
from mailguard.message.quoted_printable import place_in
from mailguard.message.transfer import IDENTITY, base64_lines, decoded_chunks
from mailguard.message.writing import parameterised

_LONGEST_LINE = 998  # octets, without its end (RFC 5322 §2.1.1)
_PGP = b"-----BEGIN PGP "
_BOM = b"\xef\xbb\xbf"


class UnreadableTextError(ValueError):
    """Nothing can be put into this text safely."""


def inserted(
    octets: Octets, part: Part, top: str, bottom: str, *, is_root: bool = False
) -> Iterator[Edit]:
    """What puts these texts (LF line ends; "": none) into a text part.

    Raises UnreadableTextError.
    """
    body = octets[part.body.start : part.body.end]
    before = b"".join(decoded_chunks(body, part.facts.encoding))
    charset = part.facts.type.parameters.get("charset", "").strip().lower()
    if _PGP in before or is_wide(charset) or not _is_at_rest(before):
        raise UnreadableTextError
    if part.media_type == "text/html":
        yield from _put_in(octets, part, before, _markup(before, charset, top, bottom))
        return
    first, last = _plain_lines(before, top, bottom, flowed=_is_flowed(part))
    encoded = _encoded(first, charset), _encoded(last, charset)
    if encoded[0] is None or encoded[1] is None:
        yield from _as_utf_8(octets, part, first + _unicode(before, charset) + last, is_root)
    else:
        start = len(_BOM) if before.startswith(_BOM) else 0
        yield from _put_in(octets, part, before, [(start, encoded[0]), (len(before), encoded[1])])


def _markup(page: bytes, charset: str, top: str, bottom: str) -> list[tuple[int, bytes]]:
    """As blocks; letters that the charset lacks are written as references."""
    first, last = places_of(page)
    codec = _strict_codec(charset)
    return [
        (place, marked_up(text, at_top=at_top).encode(codec, "xmlcharrefreplace"))
        for place, text, at_top in ((first, top, True), (last, bottom, False))
        if text
    ]


def _plain_lines(before: bytes, top: str, bottom: str, *, flowed: bool) -> tuple[str, str]:
    """As lines of their own, a blank one between them and what is there."""
    first = f"{_lines(top, flowed=flowed)}\r\n" if top else ""
    ends = before.endswith(b"\n")
    goes_on = flowed and before.rstrip(b"\r\n").endswith(b" ")  # into the blank line
    gap = "\r\n" * (1 + (not ends) + goes_on) if before else ""
    return first, gap + _lines(bottom, flowed=flowed) if bottom else ""


def _lines(text: str, *, flowed: bool) -> str:
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    if flowed:  # no line goes on in the next; some begin with a space (RFC 3676 §4.4)
        lines = [f" {ln}" if ln.startswith((" ", ">", "From ")) else ln for ln in lines]
    return "\r\n".join(lines) + "\r\n"


def _is_flowed(part: Part) -> bool:
    return part.facts.type.parameters.get("format", "").lower() == "flowed"


def _encoded(lines: str, charset: str) -> bytes | None:
    """In the part's own charset; None: it has no such letters."""
    try:
        data = lines.encode(_strict_codec(charset))
    except UnicodeError:
        return None
    return data if decoded(data, charset) == lines else None


def _is_at_rest(octets: bytes) -> bool:
    """Whether ASCII follows on these octets, by the escapes of ISO 2022."""
    return octets.rfind(b"\x1b") <= max(octets.rfind(b"\x1b(B"), octets.rfind(b"\x1b(J"))


def _strict_codec(charset: str) -> str:
    """What was declared, and not what is often meant by it."""
    try:
        return codecs.lookup(charset or "ascii").name
    except (LookupError, ValueError):
        return codec_of(charset) or "ascii"


def _unicode(octets: bytes, charset: str) -> str:
    """The text where it is beyond doubt what it says. Raises UnreadableTextError."""
    try:
        return octets.decode(codec_of(charset) or "ascii")
    except UnicodeError:
        raise UnreadableTextError from None


def _as_utf_8(octets: Octets, part: Part, whole: str, is_root: bool) -> Iterator[Edit]:  # noqa: FBT001  private
    """The whole part, in UTF-8 and base64."""
    parameters = {**part.facts.type.parameters, "charset": "utf-8"}
    changed = {"content-type": parameterised("Content-Type", part.media_type, parameters)}
    if is_root and not _has_mime_version(octets, part):
        changed["mime-version"] = b"MIME-Version: 1.0\r\n"
    yield from _reencoded(octets, part, whole.encode(), changed)


def _has_mime_version(octets: Octets, part: Part) -> bool:
    header = bytes(octets[part.header.start : part.header.end])
    return any(field.name == "mime-version" for field in fields(header))


def _put_in(
    octets: Octets, part: Part, before: bytes, insertions: list[tuple[int, bytes]]
) -> Iterator[Edit]:
    """Octets between those that are there, as these are encoded. Places are decoded ones."""
    puts = [Edit(Span(place, place), data) for place, data in insertions if data]
    whole = applied(before, puts)
    encoding = part.facts.encoding
    if encoding == "base64":
        yield Edit(part.body, _base64(whole))
    elif encoding == "quoted-printable":
        yield from _quoted(bytes(octets[part.body.start : part.body.end]), part, puts, whole)
    elif encoding not in IDENTITY:
        raise UnreadableTextError
    elif all(_fits(put.data, before) for put in puts):
        yield from (_moved(put, part.body.start) for put in puts)
    else:
        yield from _reencoded(octets, part, whole, {})


def _quoted(body: bytes, part: Part, puts: list[Edit], whole: bytes) -> Iterator[Edit]:
    """Between two encoded octets where that reads right, else all of it anew."""
    places = [place_in(body, put.span.start) for put in puts]
    edits = [
        Edit(Span(place, place), b2a_qp(put.data, istext=True))
        for put, place in zip(puts, places, strict=True)
        if place is not None
    ]
    if len(edits) == len(puts) and a2b_qp(applied(body, edits)) == whole:
        yield from (_moved(edit, part.body.start) for edit in edits)
    else:
        yield Edit(part.body, b2a_qp(whole, istext=True))


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(Span(edit.span.start + by, edit.span.end + by), edit.data)


def _fits(data: bytes, before: bytes) -> bool:
    """Whether it can stand there as it is: octets beyond ASCII only where there are some, since
    the server was told what to expect (RFC 6152).
    """
    if max(map(len, data.split(b"\r\n"))) > _LONGEST_LINE:
        return False
    return data.isascii() or not before.isascii()


def _reencoded(
    octets: Octets, part: Part, whole: bytes, changed: dict[str, bytes]
) -> Iterator[Edit]:
    encoding = b"Content-Transfer-Encoding: base64\r\n"
    yield from with_fields(octets, part.header, {**changed, "content-transfer-encoding": encoding})
    yield Edit(part.body, _base64(whole))


def _base64(octets: bytes) -> bytes:
    return b"".join(base64_lines([octets])) + b"\r\n"
