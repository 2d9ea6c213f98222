"""Hand-written mails in the folder `drafts`, read from their files and filled in.

A draft begins with `@@ name | date and time | subject`; lines with a plus say whom it is for
(`to`, `cc`, `bcc`), what is attached (`file: name :: its lines`), and whether it is a `reply`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from tests.detection.letters import TOKYO, Letter
from tests.detection.paper import a_paper
from tests.detection.roles import Roles

_FOLDER = Path(__file__).parent / "drafts"


@dataclass(frozen=True)
class Draft:
    """A mail with places to fill in ($company, $person …)."""

    name: str
    at: datetime
    subject: str
    orders: tuple[tuple[str, str], ...]  # its lines with a plus: word, and what follows
    text: str

    def says(self, word: str) -> tuple[str, ...]:
        """What follows `word` in the lines with a plus."""
        return tuple(value for key, value in self.orders if key == word)

    def first(self, word: str, default: str = "") -> str:
        """As `says`, of the first such line."""
        return next(iter(self.says(word)), default)

    def letter(self, roles: Roles) -> Letter:
        """The draft, filled with the people that `roles` chose."""
        text = _filled(self.text, roles)
        return Letter(
            sender=roles.me,
            to=roles.people(self.first("to", "person")),
            cc=roles.people(self.first("cc")),
            bcc=roles.people(self.first("bcc")),
            salutation="",
            body=text,
            signature="",
            subject=_filled(self.subject, roles),
            at=self.at,
            html=_page(text) if self.says("html") else None,
            attachments=dict(_file(line, roles) for line in self.says("file")),
            message_id=f"{self.name.replace(' ', '.')}.{roles.number}",
            in_reply_to=f"{self.name.replace(' ', '.')}@earlier.example"
            if self.says("reply")
            else "",
        )


def drafts(group: str = "*") -> Iterator[Draft]:
    """Every draft of the files `group`, in their order."""
    for path in sorted(_FOLDER.glob(f"{group}.txt")):
        for text in path.read_text("utf-8").split("@@ ")[1:]:
            yield _draft(text)


def _draft(text: str) -> Draft:
    head, *lines = text.rstrip().split("\n")
    name, at, subject = (part.strip() for part in head.split(" | "))
    count = next((n for n, line in enumerate(lines) if not line.startswith("+ ")), len(lines))
    orders = (line.removeprefix("+ ").partition(": ") for line in lines[:count])
    return Draft(
        name,
        datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO),
        subject,
        tuple((word, value) for word, _colon, value in orders),
        "\n".join(lines[count:]).strip("\n"),
    )


def _filled(text: str, roles: Roles) -> str:
    return Template(text).safe_substitute(roles.words)


def _file(line: str, roles: Roles) -> tuple[str, bytes]:
    name, _colons, lines = _filled(line, roles).partition(" :: ")
    return name, a_paper(name, lines.split(" / "))


def _page(text: str) -> str:
    """The text as a mail program writes it in HTML, with its addresses as links."""
    words = (
        f'<a href="{word}">{word}</a>' if word.startswith("http") else escape(word)
        for word in text.split(" ")
    )
    return f"<html><body><p>{' '.join(words).replace(chr(10), '<br>')}</p></body></html>"
