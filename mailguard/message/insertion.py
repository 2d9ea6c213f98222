"""Where a text is put into a message: at the top or the bottom of every form of what is read."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.mail import Edit, Span
from mailguard.domain.rule import TextPlace
from mailguard.message.body import is_text
from mailguard.message.header import Octets
from mailguard.message.parts import Part
from mailguard.message.plain_part import plain_part
from mailguard.message.text_part import inserted

_FORMS = frozenset({"text/plain", "text/html"})


class NoTextError(ValueError):
    """The message has no text, and no place for one."""


def text_edits(octets: Octets, root: Part, top: str, bottom: str) -> Iterator[Edit]:
    """What puts these texts (LF line ends; "": none) into a message; a multipart without any text
    gets a part for them.

    Raises NoTextError, and UnreadableTextError where a text cannot be written to.
    """
    firsts = _forms(root, TextPlace.TOP) if top else []
    lasts = _forms(root, TextPlace.BOTTOM) if bottom else []
    for part in {id(part): part for part in (*firsts, *lasts)}.values():
        yield from inserted(
            octets,
            part,
            top if part in firsts else "",
            bottom if part in lasts else "",
            is_root=part is root,
        )
    if firsts or lasts or not (top or bottom):
        return
    if root.media_type != "multipart/mixed" or not root.children:
        raise NoTextError
    start = root.children[0].header.start
    text = plain_part("\n\n".join(filter(None, (top, bottom))))
    yield Edit(Span(start, start), b"%s\r\n--%s\r\n" % (text, root.facts.boundary))


def _forms(part: Part, place: TextPlace) -> list[Part]:
    """The leaves that hold the first or last text: several where it is there in several forms."""
    if part.media_type == "message/rfc822":
        return []
    if not part.children:
        return [part] if part.media_type in _FORMS and is_text(part) else []
    if part.media_type == "multipart/alternative":
        return [leaf for child in part.children for leaf in _forms(child, place)]
    if part.media_type == "multipart/related":
        return _forms(part.children[0], place)
    ordered = part.children if place is TextPlace.TOP else tuple(reversed(part.children))
    return next(filter(None, (_forms(child, place) for child in ordered)), [])
