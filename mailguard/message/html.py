"""HTML as the lines a reader sees: hidden text left out, quotations known by their containers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import msgspec
from lxml import etree

from mailguard.message.lines import Line

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})

# Where mail programs put what they quote.
_QUOTE_CLASSES = frozenset({
    "gmail_quote", "gmail_quote_container", "gmail_extra_quote", "moz-cite-prefix",
    "moz-forward-container", "yahoo_quoted", "protonmail_quote", "tutanota_quote",
    "zmail_extra", "OutlookMessageHeader", "x_gmail_quote",
})  # fmt: skip
# From these on everything is quoted.
_QUOTE_STARTS = frozenset({"divRplyFwdMsg", "appendonsend", "x_divRplyFwdMsg", "reply-intro",
                           "mail-editor-reference-message-container"})  # fmt: skip

_HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:[^.\d]|$)|opacity:0(?:[^.\d]|$)"
)
# Gmail's "indent more" writes a blockquote that quotes nothing.
_INDENT_STYLE = re.compile(r"margin:(?:0|0px){3}40px")
_LINK_LIMIT = 200
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^<>]*>")
_HOST = re.compile(r"https?://([^/?#\s]+)")


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
    return reader.lines


class _Element(msgspec.Struct, frozen=True):
    tag: str
    hidden: bool
    quoted: bool
    link: str


class _Reader:
    """A target of lxml's parser: told of tags and text, it puts lines together."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._open: list[_Element] = []
        self._pieces: list[str] = []
        self._rest_is_quoted = False
        self._hidden = self._quoted = self._preformatted = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS or tag == "br":
            self._end_line(force=tag == "br")
        elif tag in ("td", "th"):
            self._add(" ")
        element = self._element(tag, attributes)
        self._open.append(element)
        self._hidden += element.hidden
        self._quoted += element.quoted
        self._preformatted += tag == "pre"
        if tag == "li":
            self._add("- ")

    def end(self, tag: str) -> None:
        if not self._open:
            return
        element = self._open.pop()
        if element.link and not self._hidden:
            self._show_link(element.link)
        if tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS and self.lines and self.lines[-1].text and not self._hidden:
                self.lines.append(Line("", self._is_quoted))
        self._hidden -= element.hidden
        self._quoted -= element.quoted
        self._preformatted -= tag == "pre"

    def data(self, text: str) -> None:
        if not self._preformatted:
            self._add(_SPACE.sub(" ", text))
            return
        first, *more = text.split("\n")
        self._add(first)
        for line in more:
            self._end_line(force=True)
            self._add(line.rstrip("\r"))

    def close(self) -> None:
        self._end_line()

    @property
    def _is_quoted(self) -> bool:
        return self._rest_is_quoted or self._quoted > 0

    def _element(self, tag: str, attributes: Mapping[str, str]) -> _Element:
        if not attributes:
            return _Element(tag, tag in _SILENT, tag == "blockquote", "")
        style = attributes.get("style", "").replace(" ", "").lower()
        self._rest_is_quoted |= attributes.get("id", "") in _QUOTE_STARTS
        return _Element(
            tag,
            tag in _SILENT or "hidden" in attributes or bool(_HIDING_STYLE.search(style)),
            (tag == "blockquote" and not _INDENT_STYLE.search(style))
            or not _QUOTE_CLASSES.isdisjoint(attributes.get("class", "").split()),
            attributes.get("href", "") if tag == "a" else "",
        )

    def _add(self, text: str) -> None:
        if not self._hidden:
            self._pieces.append(text)

    def _show_link(self, link: str) -> None:
        """Where a link leads, unless its text says so already."""
        host = _HOST.match(link)
        if host and host[1].lower() not in "".join(self._pieces[-3:]).lower():
            self._pieces.append(f" <{link[:_LINK_LIMIT]}>")

    def _end_line(self, *, force: bool = False) -> None:
        if self._hidden:
            return
        text = "".join(self._pieces)
        if not self._preformatted:
            text = _SPACE.sub(" ", text).strip()
        if text or force:
            self.lines.append(Line(text, self._is_quoted))
        self._pieces.clear()
