"""HTML as the lines a reader sees: hidden text set apart, quotations known by their containers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import msgspec
from lxml import etree

from mailguard.domain.mail import Link
from mailguard.domain.shown import shown
from mailguard.message import containers
from mailguard.message import style as styles
from mailguard.message.line_builder import LineBuilder, one_line
from mailguard.message.lines import Line

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})

_GMAIL_FORWARDS = "-----"  # how the header begins that Gmail writes above a forwarded mail
_LINK_LIMIT = 200
_SHOWN_LIMIT = 300
_TARGET_LIMIT = 2000
_HIDDEN_LIMIT = 2000
_TAG = re.compile(r"<[^<>]*>")
_HOST = re.compile(r"https?://([^/?#\s]+)")
_TARGET = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def html_lines(source: str) -> list[Line]:
    """The lines that a reader sees. Never raises; markup too odd to parse loses its tags only."""
    reader = _Reader()
    parser = etree.HTMLParser(
        target=reader,  # type: ignore[arg-type]  # the stubs ask for bytes, lxml 5 gives str
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        parser.feed(source.replace("\0", "").encode("utf-8", "replace"))
        parser.close()
    except (etree.LxmlError, AssertionError):
        return [Line(unescape(_TAG.sub("", line))) for line in source.splitlines()]
    return reader.built.lines


class _Element(msgspec.Struct):
    tag: str
    silent: bool = False  # what is in it is no text
    hidden: bool = False
    quoted: bool = False
    signature: bool = False
    white: bool = False
    on_ground: bool = False  # the background is another than white, as far as known
    attribution: int | None = None  # Gmail's: how many lines there were before it
    link: str | None = None


_ROOT = _Element("")


class _Reader:
    """A target of lxml's parser: told of tags and text, it has lines put together."""

    def __init__(self) -> None:
        self.built = LineBuilder()
        self._text: list[str] = []  # pieces that follow each other: the parser may cut anywhere
        self._open: list[_Element] = []
        self._shown: list[str] | None = None  # the pieces within the open link
        self._unseen: list[str] = []  # pieces of hidden text that follow each other
        self._gmail: list[_Element] = []  # open containers in which no quotation was seen yet
        self._rest_is_quoted = False
        self._silent = self._hidden = self._quoted = self._preformatted = self._signature = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_text()
        if tag in _BLOCKS or tag == "br":
            self._end_line(force=tag == "br")
        elif tag in ("td", "th"):
            self._add(" ")
        element = self._element(tag, attributes)
        self._open.append(element)
        self._count(element, 1)
        if tag == "li":
            self._add("- ")
        if element.link is not None:
            self._shown = []

    def end(self, tag: str) -> None:
        self._end_text()
        if not self._open:
            return
        element = self._open.pop()
        if element.link is not None:
            self._end_link(element.link)
        if tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS and self.built.lines and self.built.lines[-1].text:
                self._end_line(force=True)
        if element.attribution is not None:
            self._end_attribution(element.attribution)
        self._count(element, -1)
        if element.hidden and not self._hidden:
            self._end_hidden()

    def data(self, text: str) -> None:
        self._text.append(text)

    def _end_text(self) -> None:
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        if not self._preformatted:
            self._add(one_line(text))
            return
        first, *more = text.split("\n")
        self._add(first)
        for line in more:
            self._end_line(force=True)
            self._add(line.rstrip("\r"))

    def close(self) -> None:
        self._end_text()
        self._end_hidden()
        self._end_line()

    @property
    def _is_quoted(self) -> bool:
        return self._rest_is_quoted or self._quoted > 0

    @property
    def _top(self) -> _Element:
        return self._open[-1] if self._open else _ROOT

    def _count(self, element: _Element, step: int) -> None:
        self._silent += step * element.silent
        self._hidden += step * element.hidden
        self._quoted += step * element.quoted
        self._signature += step * element.signature
        self._preformatted += step * (element.tag == "pre")
        if step < 0 and self._gmail and self._gmail[-1] is element:
            self._gmail.pop()

    def _element(self, tag: str, attributes: Mapping[str, str]) -> _Element:
        above = self._top
        element = _Element(tag, tag in _SILENT, white=above.white, on_ground=above.on_ground)
        if attributes:
            self._read_style(element, attributes)
            self._read_names(element, attributes)
        elif tag == "blockquote":
            self._quote(element)
        return element

    def _read_style(self, element: _Element, attributes: Mapping[str, str]) -> None:
        style = styles.style_of(attributes)
        element.hidden = "hidden" in attributes or styles.hides(style)
        white = styles.is_white(style, attributes)
        element.white = element.white if white is None else white
        element.on_ground |= styles.has_ground(style, attributes)
        if element.tag == "blockquote" and not styles.indents(style):
            self._quote(element)
        elif not self._is_quoted and styles.divides(style):
            self._rest_is_quoted = True

    def _read_names(self, element: _Element, attributes: Mapping[str, str]) -> None:
        names = containers.names_of(attributes)
        outside = self._quoted == len(self._gmail)  # of what is surely quoted
        self._rest_is_quoted |= outside and containers.begins_quotation(names)
        element.signature = containers.is_signature(names)
        if element.tag == "a":
            element.link = attributes.get("href", "").strip()
        if element.quoted:
            return
        element.quoted = containers.is_quotation(names)
        if containers.is_gmail_quotation(names):
            element.quoted = True
            self._gmail.append(element)
        elif outside and containers.is_gmail_attribution(names):
            element.attribution = len(self.built.lines)

    def _quote(self, element: _Element) -> None:
        """A quotation begins: what follows it in Gmail's containers is new."""
        element.quoted = True
        for container in self._gmail:
            container.quoted = False
        self._quoted -= len(self._gmail)
        self._gmail.clear()

    def _end_attribution(self, start: int) -> None:
        """Below Gmail's header of a forwarded mail all is forwarded."""
        self._end_line()
        if any(line.text.startswith(_GMAIL_FORWARDS) for line in self.built.lines[start:]):
            self._rest_is_quoted = True

    def _add(self, text: str) -> None:
        if self._silent or not text:
            return
        top = self._top
        if self._hidden or (top.white and not top.on_ground):
            self._unseen.append(text)
        elif self._unseen and text.strip():
            self._end_hidden()
        if self._hidden:
            return
        self.built.add(text, signature=self._signature > 0)
        if self._shown is not None:
            self._shown.append(text)

    def _end_hidden(self) -> None:
        text = one_line("".join(self._unseen)).strip()
        self._unseen.clear()
        if text and not self._is_quoted:
            self.built.attach_hidden(text[:_HIDDEN_LIMIT])

    def _end_link(self, target: str) -> None:
        text = one_line("".join(self._shown or ())).strip()
        self._shown = None
        if self._hidden or self._silent or not _TARGET.match(target):
            return
        self.built.attach_link(Link(shown(text, _SHOWN_LIMIT), shown(target, _TARGET_LIMIT)))
        host = _HOST.match(target)
        if host and not self.built.ends_with(host[1].lower()):  # its text does not say where to
            self.built.add(f" <{target[:_LINK_LIMIT]}>", signature=self._signature > 0)

    def _end_line(self, *, force: bool = False) -> None:
        if self._unseen:
            self._unseen.append(" ")
        if not (self._hidden or self._silent):
            self.built.end(
                quoted=self._is_quoted,
                signature=self._signature > 0,
                force=force,
                exact=self._preformatted > 0,
            )
