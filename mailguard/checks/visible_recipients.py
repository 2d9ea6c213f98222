"""Many outside people of several organisations, who all see each other's addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import About, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import OUTSIDE, Field, Recipient
from mailguard.i18n import N_, _

_MOSTLY = 0.5  # of the people, who stood in one mail with one of the others
_LOOKED_AT = 12  # people, and of each as many others
_NAMED = 10  # organisations that the evidence names


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many on they are warned of.

    The people of one organisation may see each other, however many. In a reply they have seen
    each other already; there the number of organisations alone says nothing.
    """

    people: int = 10
    organisations: int = 4


@check(
    "visible-recipients",
    title=N_("Recipients who see each other"),
    severity=Severity.WARNING,
    settings=Limits(),
)
def visible_recipients(mail: Mail, knowledge: Knowledge, limits: Limits) -> Iterator[Fact]:
    """Warns of a mail to many in To and Cc where Bcc was perhaps meant.

    Whoever takes part in the conversation is known to the others already, and so are people who
    stood in one mail before: those of a project, a list's regulars.
    """
    thread = knowledge.thread(mail)
    acquainted = thread.participants if thread else frozenset()
    visible = [
        recipient
        for recipient in mail.recipients
        if recipient.field is not Field.BCC
        and recipient.kind in OUTSIDE
        and recipient.address.key not in acquainted
    ]
    people = len({r.address.key for r in visible})
    organisations = list(dict.fromkeys(r.organisation for r in visible))
    crowd = people >= limits.people and len(organisations) > 1
    mixture = len(organisations) >= limits.organisations and not mail.is_reply
    if (crowd or mixture) and not _is_circle(visible, knowledge):
        sentence = _("{people} people of {organisations} organisations see each other's addresses.")
        yield Fact(
            Severity.WARNING,
            sentence.format(people=people, organisations=len(organisations)),
            (", ".join(organisations[:_NAMED]) + ("…" if len(organisations) > _NAMED else ""),),
            about=About.CROWD,
        )


def _is_circle(visible: Sequence[Recipient], knowledge: Knowledge) -> bool:
    """Whether at least half of them stood in earlier mails with another one of them."""
    people = visible[:_LOOKED_AT]
    met = [any(_have_met(one, other, knowledge) for other in people) for one in people]
    return sum(met) >= _MOSTLY * len(met)


def _have_met(one: Recipient, other: Recipient, knowledge: Knowledge) -> bool:
    if one.organisation == other.organisation:
        return False
    return knowledge.together(one.address, other.address) > 0
