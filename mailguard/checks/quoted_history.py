"""Quoted mail that shows the recipients other parties."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_MARKS = r"^(?:[>*]|[^\S\n])*+"  # of quotation, and of emphasis
_FIELD = re.compile(
    rf"{_MARKS}(?:from|to|cc|差出人|宛先|送信者|写し)\*?\s?[:：](.{{1,2000}})$",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.)+[a-z]{2,24})", re.ASCII | re.IGNORECASE)
# Who wrote what stands below: `From: x@y`, `… <x@y> wrote:`, `… <x@y>のメール:`
_AUTHOR = re.compile(
    rf"{_MARKS}(?:(?:from|差出人|送信者)\*?\s?[:：].{{0,500}}"
    r"|(?=[^\n@]{0,500}@).{0,500}[:：][^\S\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_CONFIDENTIAL = re.compile(
    r"社外秘|部外秘|極秘|社内限り?|社内限定|社内のみ|他言無用|internal use only", re.IGNORECASE
)
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|転送)\s*[:：]", re.IGNORECASE)
_READ = 100_000  # characters


@check(
    "quoted-history",
    title=N_("Others in the quoted mail"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def quoted_history(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices outside people who wrote what is quoted, or got it, and whose organisation gets
    nothing of this mail, and a conversation of own people. Warns where what is quoted is marked
    confidential, unless the recipients wrote it, and of an answer that goes to another known
    company than the one that asked.
    """
    quoted = mail.text.quoted[:_READ]
    if not quoted or not mail.goes_outside:
        return
    theirs = {r.organisation for r in mail.recipients} - set(mail.own)
    if marked := _marked(quoted, theirs):
        sentence = _("The quoted mail is marked as internal.")
        yield Fact(Severity.WARNING, sentence, (marked,))
    seen = list(dict.fromkeys(_people(quoted)))
    present = {*theirs, *mail.own}
    others = [address for address in seen if not _is_of(address, present)]
    if others:
        is_astray = _is_astray(mail, seen, theirs) and _are_firms(others[0], theirs, knowledge)
        severity = Severity.WARNING if is_astray else Severity.NOTICE
        sentence = _("The quoted mail shows others: {others}.")
        yield Fact(severity, sentence.format(others=", ".join(others[:5])))
    elif len(seen) > 1 and all(_is_of(address, mail.own) for address in seen):
        yield Fact(Severity.NOTICE, _("The quoted mail went among your own people only."))


def _people(quoted: str) -> Iterator[str]:
    """The addresses in quoted From, To and Cc, and of whom it says that they wrote."""
    named = (
        (field.start(), match[0].casefold())
        for field in _FIELD.finditer(quoted)
        for match in _ADDRESS.finditer(field[1])
    )
    return (address for _start, address in sorted((*_authors(quoted), *named)))


def _is_of(address: str, organisations: Collection[str]) -> bool:
    labels = address.rpartition("@")[2].split(".")
    domains = {".".join(labels[start:]) for start in range(len(labels))}
    return not domains.isdisjoint(organisations) or address in organisations


def _marked(quoted: str, theirs: Collection[str]) -> str:
    """The first mark in what somebody else than the recipients wrote; "" for none."""
    marks = [*_CONFIDENTIAL.finditer(quoted)]
    authors = [*_authors(quoted)] if marks else []
    starts = [start for start, _author in authors]
    for mark in marks:
        above = bisect_left(starts, mark.start())
        if not above or not _is_of(authors[above - 1][1], theirs):
            return mark[0]
    return ""


def _authors(quoted: str) -> Iterator[tuple[int, str]]:
    """Where it says who wrote what stands below, and the address."""
    for line in _AUTHOR.finditer(quoted):
        if found := _ADDRESS.search(line[0]):
            yield line.start(), found[0].casefold()


def _is_astray(mail: Mail, seen: Sequence[str], theirs: Collection[str]) -> bool:
    """Whether it answers outside people, and none of them gets it."""
    if not mail.is_reply or _FORWARDED.match(mail.subject) or not theirs:
        return False
    return not _is_of(seen[0], mail.own) and not any(_is_of(address, theirs) for address in seen)


def _are_firms(address: str, theirs: Collection[str], knowledge: Knowledge) -> bool:
    """Whether both sides are known by the name of a company: one mistakes customers, not lists."""
    domain = address.rpartition("@")[2]
    return bool(knowledge.company_names(domain)) and all(map(knowledge.company_names, theirs))
