"""A reply to many more people than the mail that it answers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import RecipientClass
from mailguard.i18n import N_, _


class Growth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an audience has grown: so many more outside people, and so many times as many."""

    people: int = 5
    times: float = 2.0


@check(
    "audience-grew",
    title=N_("Many more readers than before"),
    severity=Severity.WARNING,
    settings=Growth(),
)
def audience_grew(mail: Mail, knowledge: Knowledge, growth: Growth) -> Iterator[Fact]:
    """Warns of outside people who did not take part, if they are many beside those who did."""
    thread = knowledge.thread(mail)
    if thread is None or not thread.last:
        return
    new = [
        recipient.address
        for recipient in mail.recipients
        if recipient.kind is not RecipientClass.OWN
        and recipient.address.key not in thread.participants
    ]
    if len(new) >= growth.people and len(mail.recipients) >= growth.times * len(thread.last):
        sentence = _("{number} outside people read this conversation for the first time.")
        named = ", ".join(map(str, new[:5])) + ("…" if len(new) > 5 else "")
        yield Fact(Severity.WARNING, sentence.format(number=len(new)), (named,))
