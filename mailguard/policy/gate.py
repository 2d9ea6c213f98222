"""What rules ask for and this MailGuard cannot do: then the mail does not leave."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum

from mailguard.domain.consequence import Remark
from mailguard.domain.verdict import Verdict, joined
from mailguard.i18n import N_, _


class Ability(StrEnum):
    """Something that a rule can ask for and that takes more than a review."""

    APPROVAL = "approval"
    SCHEDULE = "schedule"
    BCC = "bcc"
    ADD_RECIPIENTS = "add-recipients"
    HEADER = "header"
    ENCRYPT = "encrypt"
    LINK = "link"
    TAG = "tag"
    ADD_TEXT = "add-text"
    NOTIFY = "notify"


_ASKED: dict[Ability, tuple[str, Callable[[Verdict], object]]] = {
    Ability.APPROVAL: (N_("an approval"), lambda v: v.approvals),
    Ability.SCHEDULE: (N_("a later time"), lambda v: v.not_before),
    Ability.BCC: (N_("recipients in Bcc"), lambda v: v.preparation.bcc),
    Ability.ADD_RECIPIENTS: (
        N_("further recipients"),
        lambda v: v.preparation.add_cc or v.preparation.add_bcc,
    ),
    Ability.HEADER: (
        N_("another header"),
        lambda v: v.preparation.set_header or v.preparation.remove_header,
    ),
    Ability.ENCRYPT: (N_("encrypted files"), lambda v: v.preparation.encrypt),
    Ability.LINK: (N_("files as links"), lambda v: v.preparation.link),
    Ability.TAG: (N_("a mark in the subject"), lambda v: v.preparation.tags),
    Ability.ADD_TEXT: (N_("an added text"), lambda v: v.preparation.texts),
    Ability.NOTIFY: (N_("a note to somebody"), lambda v: v.notify),
}


def gated(verdict: Verdict, able: Collection[Ability]) -> Verdict:
    """The verdict, with a refusal for each thing that it asks for and that is not in `able`."""
    sentence = _(
        "A rule of your organisation asks for {what}, which this MailGuard cannot do yet, so the "
        "mail cannot leave. Please tell whoever looks after the rules."
    )
    refusals = tuple(
        Remark("", _(what), sentence.format(what=_(what)))
        for ability, (what, asked) in _ASKED.items()
        if ability not in able and asked(verdict)
    )
    return joined([verdict, Verdict(refusals=refusals)]) if refusals else verdict
