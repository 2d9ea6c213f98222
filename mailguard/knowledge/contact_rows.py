"""Contacts as the knowledge file has them, and the statements that find them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from mailguard.domain.recipient import Acquaintance

ALIKE = """
select distinct c.* from slips s join contacts c on c.id = s.contact
where s.hash in (select value from json_each(?)) limit ?
"""
SAME_LOCAL = """
select * from contacts where local = ? and key <> ? order by sent desc limit ?
"""
DOMAINS_ALIKE = """
select distinct d.domain, d.sent from domain_slips s join domains d using (domain)
where s.hash in (select value from json_each(?)) limit ?
"""
SAME_LOOKS = "select domain, sent from domains where skeleton = ? limit ?"
NAMED = """
select * from contacts where id in (
    select contact from name_keys where key in (select value from json_each(?)) limit 60
) order by sent desc, id limit ?
"""
NAMES = """
select contact, name from names where contact in (select value from json_each(?))
order by at desc, name
"""
HABITUAL = """
select c.* from audiences a join audience_cc h using (people) join contacts c on c.id = h.contact
where people = ? and a.mails >= 10 and h.times >= 0.8 * a.mails limit 50
"""
IDS = "select id from contacts where key in (select value from json_each(?))"
SENT_BEFORE = """
select max(at) from texts
where text = ? and contact in (select value from json_each(?))
"""


class ContactRow(NamedTuple):
    """A row of the table of contacts."""

    id: int
    key: str
    local: str
    organisation: str
    own: int
    name: str
    name_at: int
    sent: int
    received: int
    first_at: int
    last_sent: int
    last_received: int
    bounced_at: int

    @property
    def is_met(self) -> bool:
        """Whether a mail went to it or came from it."""
        return bool(self.sent or self.received)

    @property
    def acquaintance(self) -> Acquaintance:
        """The same for whoever asks."""
        at = time_of(self.last_sent or self.last_received)
        return Acquaintance(self.sent, at, self.name, self.received)


def time_of(seconds: int) -> datetime:
    """A time as the tables have it."""
    return datetime.fromtimestamp(seconds, UTC)
