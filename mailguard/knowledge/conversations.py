"""Which conversation a mail goes on with, from what the knowledge file says."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.domain.knowledge import Thread
from mailguard.domain.mail import Mail
from mailguard.knowledge import digests
from mailguard.knowledge.contact_rows import time_of
from mailguard.knowledge.sql import Rows, listed

_MOST = 2000  # participants of one conversation
_SUBJECTS = 5  # conversations under one subject, the latest


def thread_of(mail: Mail, rows: Rows) -> Thread | None:
    """By the mails it names; a reply that names none by its subject, among the same people."""
    ancestors = digests.of_ancestors(mail)
    sql = "select id, thread, people from messages where id in (select value from json_each(?))"
    known = {message: (thread, people) for message, thread, people in rows(sql, listed(ancestors))}
    for ancestor in reversed(ancestors):
        if ancestor in known:
            _its_thread, people = known.get(ancestors[-1], (0, ""))
            thread = _thread(known[ancestor][0], people, rows)
            return replace(thread, is_named=True) if thread else None
    if mail.is_reply or digests.is_answer(mail.subject):
        return _by_subject(mail, rows)
    return None


def _by_subject(mail: Mail, rows: Rows) -> Thread | None:
    subject = digests.digest(digests.subject_key(mail.subject))
    present = {recipient.address.key for recipient in mail.recipients}
    sql = "select thread from subjects where subject = ? order by at desc limit ?"
    for (found,) in rows(sql, subject, _SUBJECTS):
        thread = _thread(found, "", rows)
        if thread and thread.participants & present:
            return thread
    return None


def _thread(thread: int, people: str, rows: Rows) -> Thread | None:
    """The conversation; `people` of the mail that is answered, else of the latest one."""
    sql = (
        "select id, key, organisation from thread_people join contacts on id = contact "
        "where thread = ? limit ?"
    )
    found = {
        contact: (key, organisation) for contact, key, organisation in rows(sql, thread, _MOST)
    }
    if not found:
        return None
    latest = "select people, at from messages where thread = ? order by at desc limit 1"
    people_of_latest, at = next(iter(rows(latest, thread)), ("", 0))
    visible = (people or people_of_latest).split("|")[:3]  # without Bcc
    last = {int(word) for part in visible for word in part.split()}
    return Thread(
        frozenset(key for key, _organisation in found.values()),
        frozenset(found[contact][0] for contact in last & found.keys()),
        frozenset(organisation for _key, organisation in found.values() if organisation),
        last_at=time_of(at) if at else None,
    )
