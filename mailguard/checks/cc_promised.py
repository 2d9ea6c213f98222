"""A text that says who gets a copy, where nobody of that name does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail, MailKind
from mailguard.domain.recipient import Field
from mailguard.i18n import N_, _
from mailguard.identifiers.signs import has_any
from mailguard.names.meaning import meaning
from mailguard.names.person import is_well_known
from mailguard.names.salutation import salutation_of

_TEXT_LIMIT = 20_000  # characters
_MOST = 50  # people that are looked for

_CC = r"(?:B?CC|B?cc|Cc|ＢＣＣ|ＣＣ|Ｃｃ|ｃｃ)"
_NAME = (
    r"(?P<name>[^\s、。,・/:：()（）「」をにはがのともでへ]{1,12}?)"
    r"(?:様|さま|さん|殿|部長|課長|社長|先生|くん)?"
)
_WHO = rf"(?:弊社|当社|社内|上司|担当|同僚|部下)?の?\s?{_NAME}"
_BEFORE = r"(?<![^\s、。「])(?:なお、?)?"
_ADDED = (
    r"(?:入れ|いれ|追加|含め|加え|つけ|付け|設定)"
    r"(?!て?(?:くださ|下さ|ほし|欲し|もら|いただ|頂)|ません|ない)"
)
_SENT = r"(?:お送り|送付|しており|いたし|させて)"

_WORD = r"[A-Z][\w'’\-]{1,40}+"
_PERSON = rf"(?P<name>{_WORD}(?: {_WORD})?)"
_COPIED = r"(?i:cc['’]?e?d|in cc|on cc|copied|in copy)"
_COPYING = r"(?i:\bcc['’]?(?:ing|ed)|\bcopying(?: in)?|\bcopied(?: in)?|\bloop(?:ing|ed)? in)"

# What says that somebody gets a copy.
_PROMISES = tuple(
    map(
        re.compile,
        (
            rf"{_CC}\s?に(?:は|て)?、?\s?{_WHO}[をも]\s?{_ADDED}",
            rf"{_BEFORE}{_WHO}[をも]\s?{_CC}\s?に(?:て)?\s?{_ADDED}",
            rf"{_BEFORE}{_WHO}(?:に)?も\s?{_CC}\s?(?:で|にて)?{_SENT}",
            rf"{_COPYING} (?:in )?(?:my colleague |our colleague )?{_PERSON}",
            rf"(?i:\badd(?:ing|ed) )(?:my colleague )?{_PERSON}(?i: (?:to|in|on) (?:the )?cc\b)",
            rf"{_PERSON} ?\({_COPIED}\)",
            rf"{_PERSON} (?:is|are) (?:also )?{_COPIED}\b",
        ),
    )
)
_SENTENCE = re.compile(r"[^。.!?！？\n]+")
_DENIED = re.compile(
    r"前回|先日|以前|次回|今後|外し|外す|除い|ください|下さい|(?<!よろしく)(?<!宜しく)お願い|(?<!お)願い|でしょうか|ですか|ましょうか|場合"
    r"|\b(?:please|not|next time|last time|if|previously|forgot|don['’]t)\b"
    r"|\b(?:will|should|could|can|would) (?:\w+ )?(?:cc|copy|loop|add)",
    re.IGNORECASE,
)
_CC_SIGNS = ("cc", "copy", "copied", "loop")
_CC_WORD = re.compile(r"cc|ＣＣ|Ｃｃ|ｃｃ|cop(?:y|ied)|loop", re.IGNORECASE)


class _Promise(msgspec.Struct, frozen=True):
    name: str
    start: int
    end: int


@check(
    "cc-promised",
    title=N_("A copy that was promised"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def cc_promised(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns where the text says that somebody gets a copy and no recipient can be that person."""
    if mail.kind is not MailKind.ORDINARY or not mail.recipients:
        return
    promises: dict[str, _Promise] = {}
    for promise in _promises(mail.text.body[:_TEXT_LIMIT]):
        promises.setdefault(promise.name, promise)
    for promise in islice(promises.values(), _MOST):
        if _is_broken(promise, mail, knowledge):
            sentence = _("The text says that “{name}” gets a copy, but no recipient has that name.")
            evidence = _evidence(mail)
            place = OfText(promise.start, promise.end)
            yield Fact(Severity.WARNING, sentence.format(name=promise.name), (evidence,), place)


def _promises(body: str) -> Iterator[_Promise]:
    """By the salutation (CC: 鈴木様), and by the text below it."""
    salutation = salutation_of(body)
    for person in salutation.persons:
        if person.cc:
            yield _Promise(person.name, person.start, person.end)
    if not has_any(body, _CC_SIGNS):
        return
    for sentence in _SENTENCE.finditer(body, salutation.end):
        if _CC_WORD.search(sentence[0]) and not _DENIED.search(sentence[0]):
            yield from _said(body, sentence.start(), sentence.end())


def _said(body: str, start: int, end: int) -> Iterator[_Promise]:
    for pattern in _PROMISES:
        for match in pattern.finditer(body, start, end):
            yield _Promise(match["name"], match.start("name"), match.end())


def _is_broken(promise: _Promise, mail: Mail, knowledge: Knowledge) -> bool:
    """Whether surely nobody gets it: everybody in Cc and Bcc is somebody else."""
    found = meaning(promise.name, mail, knowledge)
    if found.fitting or not (found.others or is_well_known(promise.name)):
        return False
    return all(recipient.field is Field.TO for recipient in found.doubtful)


def _evidence(mail: Mail) -> str:
    copies = [str(r.address) for r in mail.recipients if r.field is not Field.TO]
    if not copies:
        return _("Nobody gets a copy.")
    return _("A copy gets: {others}").format(others=", ".join(copies[:5]))
