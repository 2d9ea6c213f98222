"""XML in a file, read as it streams by: never a whole tree, never anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from mailguard.content.unread import damaged

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

Kind = Literal["start", "end"]
Event = tuple[str, "_Element"]


def events(
    chunks: Iterable[bytes], tags: Iterable[str], kinds: Sequence[Kind] = ("end",)
) -> Iterator[Event]:
    """The starts and ends of elements with the local names `tags`.

    None where there are no chunks. The user clears what it is done with. Raises UnreadError for
    what is no sound XML, and for a document type: office files have none, and entities are what
    hostile ones are made of.
    """
    from lxml import etree  # noqa: PLC0415  most mails have no office file

    parser = etree.XMLPullParser(
        kinds,
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    is_sound = True
    is_fed = False
    for chunk in chunks:
        is_fed = True
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError:
            is_sound = False  # what came before is read
        for event in parser.read_events():
            kind, element = cast(Event, event)  # only elements were asked for
            yield kind, element
        if not is_sound:
            raise damaged()
    if is_fed:
        _end(parser)


def _end(parser: XMLPullParser) -> None:
    from lxml import etree  # noqa: PLC0415  see above

    try:
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged()


def local(element: _Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str:
    """The attribute with this local name; "" where there is none."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, other in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(other)
    return ""


def forget(element: _Element) -> None:
    """Frees an element that was read, and its elder siblings."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
