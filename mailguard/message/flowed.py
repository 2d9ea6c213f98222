"""Plain text as lines: format=flowed put together again (RFC 3676), other text as it is."""

from __future__ import annotations

from collections.abc import Mapping

from mailguard.message.lines import Line


def plain_lines(text: str, parameters: Mapping[str, str]) -> list[Line]:
    """The lines of a text/plain part with these Content-Type parameters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if parameters.get("format", "").lower() != "flowed":
        return [Line(line) for line in lines]
    return _flowed(lines, delete_space=parameters.get("delsp", "").lower() == "yes")


def _flowed(lines: list[str], *, delete_space: bool) -> list[Line]:
    found: list[Line] = []
    pieces: list[str] = []
    depth = 0
    for line in lines:
        text = line.lstrip(">")
        quotes = len(line) - len(text)
        text = text.removeprefix(" ")
        if pieces and quotes != depth:
            found.append(_line(pieces, depth))
            pieces = []
        depth = quotes
        if text.endswith(" ") and text != "-- ":
            pieces.append(text[:-1] if delete_space else text)
        else:
            found.append(_line([*pieces, text], depth))
            pieces = []
    return [*found, _line(pieces, depth)] if pieces else found


def _line(pieces: list[str], depth: int) -> Line:
    return Line(">" * depth + " " * bool(depth) + "".join(pieces), quoted=depth > 0)
