"""What rules make of a mail once it is sent, a line each; and what its recipients get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from mailguard.domain.address import Address
from mailguard.domain.consequence import Preparation
from mailguard.domain.inspection import Decision, Inspection
from mailguard.domain.received import Lock, ReceivedFile
from mailguard.domain.rule import AddedText, Bcc, Hidden, TextPlace
from mailguard.i18n import _, ngettext
from ui.wording import times

_NAMED = 5
"""People, or header fields, that one line names."""

_LONGEST = 90
"""Characters of an added text that are shown."""

MOST_FILES = 8
"""Files as they arrive that are shown; the others are counted."""


def outcome(decision: Decision, now: datetime) -> list[str]:
    """What becomes of the mail because of rules; nothing where they ask for nothing."""
    return [
        *_departure(decision, now),
        *_changes(decision.preparation),
        *_notes(decision.notify),
    ]


def _departure(decision: Decision, now: datetime) -> Iterator[str]:
    if decision.hold:
        yield _("It stays in MailGuard until you let it go.")
    if decision.not_before is not None:
        text = _("It leaves on {time} at the earliest. This computer has to be on then.")
        yield text.format(time=times.appointment(decision.not_before, now))


def _changes(preparation: Preparation) -> Iterator[str]:
    if preparation.add_cc:
        yield _("Added in Cc: {people}").format(people=_people(preparation.add_cc))
    if preparation.add_bcc:
        yield _("Added in Bcc: {people}").format(people=_people(preparation.add_bcc))
    if preparation.bcc:
        yield from _hiding(preparation.bcc)
    if preparation.tags:
        yield _("The subject begins with {tag}").format(tag=" ".join(preparation.tags))
    yield from map(_added, preparation.texts)
    if preparation.set_header:
        names = _few([name for name, _value in preparation.set_header])
        yield _("Header fields that are set: {names}").format(names=names)
    if preparation.remove_header:
        names = _few(preparation.remove_header)
        yield _("Header fields that are removed: {names}").format(names=names)


def _notes(people: Sequence[Address]) -> Iterator[str]:
    if people:
        text = _("Once it has left, a note goes to {people}")
        yield text.format(people=_people(people))


def _people(people: Sequence[Address]) -> str:
    return _few([str(each) for each in people])


def _few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    text = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return text.format(names=shown, n=more)


def _hiding(bcc: Bcc) -> Iterator[str]:
    everybody = bcc.who is Hidden.ALL
    if bcc.one_mail_each and everybody:
        yield _("Everybody gets a mail of their own, and sees nobody else.")
    elif bcc.one_mail_each:
        yield _("Everybody outside gets a mail of their own, and sees nobody else.")
    elif everybody:
        yield _("All recipients move to Bcc: nobody sees the others.")
    else:
        yield _("Everybody outside moves to Bcc: nobody sees them.")
    if bcc.visible_to and not bcc.one_mail_each:
        yield _("To shows {address} then.").format(address=bcc.visible_to)


def _added(text: AddedText) -> str:
    line = " ".join(text.text.split())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    if text.place is TextPlace.TOP:
        return _("Added above your text: {text}").format(text=line)
    return _("Added below your text: {text}").format(text=line)


def arrival(inspection: Inspection) -> tuple[list[str], list[str]]:
    """The files as the recipients get them, and what these take to open; nothing where they get
    them as they are.
    """
    files = inspection.arriving
    if not any(each.has_password for each in files):
        return [], []
    lines = [_file(each) for each in files[:MOST_FILES]]
    if more := len(files) - len(lines):
        lines.append(_("… and {count} more.").format(count=more))
    return lines, [*inspection.needs, *_telling(inspection)]


def _file(received: ReceivedFile) -> str:
    """One file as it arrives, with what is in it."""
    if not received.has_password:
        return received.name
    if len(received.holds) < 2:
        return _("{name} (with a password)").format(name=received.name)
    text = _("{name} (with a password) holds {files}")
    return text.format(name=received.name, files=_few(received.holds))


def _telling(inspection: Inspection) -> Iterator[str]:
    """How the recipients will learn the password."""
    encrypt = inspection.decision.preparation.encrypt
    if inspection.is_agreed:
        yield _agreed()
    elif encrypt is not None and encrypt.password_by_mail:
        yield _follows(encrypt.password_after)
    elif encrypt is not None:
        yield _("MailGuard shows you the password after Send. Please tell it by phone or the like.")


def _agreed() -> str:
    return _("The password is the one that was agreed on with the recipients.")


def _follows(seconds: float) -> str:
    if seconds < 1:
        return _("The password follows in a second mail, as soon as the first was accepted.")
    text = _("The password follows in a second mail, {span} after the first was accepted.")
    return text.format(span=times.span(seconds))


def locked(lock: Lock) -> str:
    """Which files of a mail it opens."""
    return _("It opens: {files}").format(files=_few(lock.files))


def password(lock: Lock) -> str:
    """How the recipients of a mail learn its password."""
    if lock.is_agreed:
        return _agreed()
    if lock.by_mail:
        return _follows(lock.after)
    return _("Please tell the recipients this password by phone or the like.")
