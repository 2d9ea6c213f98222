"""What a rule whose condition holds asks for, of this mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from mailguard.domain.address import Address
from mailguard.domain.consequence import Approval, Fired, Preparation, Remark
from mailguard.domain.directory import Directory
from mailguard.domain.inspection import Act, Demand
from mailguard.domain.rule import Mode, Placed, Schedule
from mailguard.domain.verdict import Verdict
from mailguard.i18n import _
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.people import approvers, people, shown
from mailguard.policy.situation import Situation

_Finder = Callable[[str, Address, Directory], tuple[Address, ...]]


def asked(placed: Placed, evidence: Evidence, situation: Situation) -> Verdict:
    """The verdict of one rule. One that is only watched asks for nothing."""
    rule = placed.rule
    fired = (Fired(placed.layer, rule.id, rule.title or rule.id, rule.mode, evidence),)
    if rule.mode is not Mode.ON:
        return Verdict(fired)
    return _Asking(placed, situation).verdict(fired)


class _Asking:
    """One rule's wishes. Where it names people whom the directory does not know, it refuses."""

    def __init__(self, placed: Placed, situation: Situation) -> None:
        self._name = placed.name
        self._title = placed.rule.title or placed.rule.id
        self._then = placed.rule.then
        self._situation = situation
        self._unknown: list[str] = []

    def verdict(self, fired: tuple[Fired, ...]) -> Verdict:
        then = self._then
        preparation = self._preparation()
        approvals = tuple(self._approvals())
        notify = self._people(then.notify, people)
        return Verdict(
            fired,
            confirm=then.confirm,
            said=self._remarks([then.say]),
            demands=tuple(self._demands()),
            refusals=self._remarks([then.refuse, *self._unknown]),
            approvals=approvals,
            delay=then.delay or 0.0,
            hold=then.hold,
            not_before=self._not_before(),
            preparation=preparation,
            notify=notify,
        )

    def _not_before(self) -> datetime | None:
        if self._then.schedule is not Schedule.NEXT_WORKING_TIME:
            return None
        now = self._situation.now
        at = self._situation.calendar.next_working_time(now)
        return at if at > now else None

    def _remarks(self, sentences: Iterable[str]) -> tuple[Remark, ...]:
        return tuple(Remark(self._name, self._title, each) for each in sentences if each)

    def _demands(self) -> Iterator[Demand]:
        then, prefix = self._then, f"rule:{self._name}"
        if then.tick:
            yield Demand(f"{prefix}:tick", Act.TICK, label=then.tick)
        if word := then.type.strip():
            label = _("To go on, type {word}").format(word=word)
            yield Demand(f"{prefix}:type", Act.TYPE, word, label=label)
        if then.justify:
            label = _("“{title}”: write why it may leave. The reason is kept with the mail.")
            label = label.format(title=self._title)
            yield Demand(f"{prefix}:justify", Act.REASON, label=label)
        if then.open_attachments:
            for index, attachment, _content in self._situation.mail.files:
                label = _("Please open {name} first.").format(name=attachment.name)
                yield Demand(f"open:{index}", Act.OPEN, label=label)

    def _approvals(self) -> Iterator[Approval]:
        for who in self._then.approval:
            if found := self._people([who], approvers):
                yield Approval(self._name, self._title, who, found)

    def _preparation(self) -> Preparation:
        then = self._then
        return Preparation(
            bcc=then.bcc,
            add_cc=self._people(then.add_cc, people),
            add_bcc=self._people(then.add_bcc, people),
            set_header=tuple(then.set_header.items()),
            remove_header=tuple(name.lower() for name in then.remove_header),
            encrypt=then.encrypt,
            link=then.link,
            tags=(then.tag,) if then.tag else (),
            texts=(then.add_text,) if then.add_text else (),
        )

    def _people(self, names: Iterable[str], find: _Finder) -> tuple[Address, ...]:
        found: list[Address] = []
        for who in names:
            meant = find(who, self._situation.account, self._situation.directory)
            found.extend(meant)
            if not meant:
                self._unknown.append(_nobody(who))
        return tuple(dict.fromkeys(found))


def _nobody(who: str) -> str:
    sentence = _(
        "This rule needs {who}, but your organisation's directory does not say who that is. "
        "Please tell whoever looks after it."
    )
    return sentence.format(who=shown(who))
