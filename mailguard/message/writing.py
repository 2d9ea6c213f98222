"""Header fields written: encoded words (RFC 2047), parameters (RFC 2231), folding (RFC 5322)."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from mailguard.domain.mail import Mailbox

_LINE = 76  # octets; RFC 5322 §2.1.1 wants 78 at most, RFC 2047 §2 wants 76
_MARKS = len("=?UTF-8?B??=")
_LONGEST_NAME = len("Disposition-Notification-To: ")
_SECTION = 50  # characters of one section of a parameter

_NAME = re.compile(r"[!-9;-~]{1,70}\Z")
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*\Z", re.ASCII)
_QUOTABLE = re.compile(r"[ !#-\[\]-~]*\Z")
_TOKEN = re.compile(r"[\w.+-]+\Z", re.ASCII)


class UnwritableError(ValueError):
    """This cannot stand in a header field."""


def field(name: str, text: str) -> bytes:
    """An unstructured field (RFC 5322 §2.2.1) that reads as `text`, with its line end.

    Space at the ends of `text` is not kept. Raises UnwritableError for a name that is none, and
    for text that holds control characters.
    """
    if not _NAME.match(name):
        raise UnwritableError(name)
    return f"{name}: ".encode() + unstructured(text, len(name) + 2) + b"\r\n"


def unstructured(text: str, column: int = 0) -> bytes:
    """The value of such a field, folded, where `column` octets stand before it."""
    text = _writable(text).strip(" ")
    words = text.split(" ")
    if _is_plain(text) and max(map(len, words)) < _LINE - column:
        return _folded(words, column)
    return encoded_words(text, column)


def encoded_words(text: str, column: int = 0) -> bytes:
    """`text` as encoded words of UTF-8, each of whole characters, one a line."""
    words: list[bytes] = []
    chunk = b""
    for character in _writable(text):
        octets = character.encode()
        room = _LINE - _MARKS - (1 if words else column)
        if chunk and len(chunk) + len(octets) > room // 4 * 3:
            words.append(_encoded_word(chunk))
            chunk = b""
        chunk += octets
    return b"\r\n ".join([*words, _encoded_word(chunk)])


def people(name: str, mailboxes: Sequence[Mailbox]) -> bytes:
    """A field that names these mailboxes, one a line, with its line end.

    Raises UnwritableError.
    """
    return f"{name}: ".encode() + b",\r\n ".join(map(mailbox, mailboxes)) + b"\r\n"


def mailbox(box: Mailbox) -> bytes:
    """One mailbox of an address list (RFC 5322 §3.4). Raises UnwritableError."""
    address = _writable(f"{box.address}").encode()
    name = _writable(box.name).strip()
    if not name:
        return address
    return _phrase(name) + (b" <%s>" % address)


def parameterised(name: str, value: str, parameters: Mapping[str, str]) -> bytes:
    """A MIME field with its parameters, one a line, with its line end. Raises UnwritableError.

    Letters beyond ASCII are written by RFC 2231; in `name` as encoded words, which programs that
    do not know RFC 2231 look for there.
    """
    lines = [f"{name}: {value}".encode()]
    for key, text in parameters.items():
        lines += _parameter(key, _writable(text))
    return b";\r\n ".join(lines) + b"\r\n"


def _writable(text: str) -> str:
    if _UNWRITABLE.search(text):
        raise UnwritableError(text)
    return text


def _is_plain(text: str) -> bool:
    """Whether it reads the same unencoded; what looks like an encoded word does not."""
    return text.isascii() and "=?" not in text


def _folded(words: Sequence[str], column: int) -> bytes:
    """Words with a space between them, and a line end before some of these spaces."""
    lines: list[str] = []
    line = words[0]
    for word in words[1:]:
        # a line of nothing but space would end the header for some programs
        if word and column + len(line) + 1 + len(word) > _LINE and line.strip():
            lines.append(line)
            line, column = f" {word}", 0
        else:
            line += f" {word}"
    return "\r\n".join([*lines, line]).encode()


def _encoded_word(octets: bytes) -> bytes:
    return b"=?UTF-8?B?%s?=" % b64encode(octets)


def _phrase(name: str) -> bytes:
    if not _is_plain(name) or len(name) > _LINE:
        return encoded_words(name, _LONGEST_NAME)
    if _ATOM.match(name):
        return name.encode()
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.encode()


def _parameter(key: str, text: str) -> Iterator[bytes]:
    if _is_plain(text) and len(text) < _LINE and _QUOTABLE.match(text):
        yield f"{key}={text}".encode() if _TOKEN.match(text) else f'{key}="{text}"'.encode()
    elif key == "name":
        yield b'name="%s"' % encoded_words(text, len(' name=""'))
    else:
        yield from _sections(key, f"UTF-8''{quote(text, safe='')}")


def _sections(key: str, text: str) -> Iterator[bytes]:
    """One parameter, or its parts where it is long (RFC 2231 §3); no escape is cut."""
    if len(text) <= _SECTION:
        yield f"{key}*={text}".encode()
        return
    number = start = 0
    while start < len(text):
        end = start + _SECTION
        cut = text.rfind("%", end - 2, end)
        end = cut if cut >= 0 and end < len(text) else end
        yield f"{key}*{number}*={text[start:end]}".encode()
        number, start = number + 1, end
