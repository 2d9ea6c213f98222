"""What the rules of a policy say about one mail; each policy is made ready once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.calendar import Calendar
from mailguard.domain.directory import Directory
from mailguard.domain.finding import Finding
from mailguard.domain.mail import Mail
from mailguard.domain.policy import Policy
from mailguard.domain.settings import WorkingHours
from mailguard.domain.verdict import Verdict
from mailguard.inspection.unasked import unasked
from mailguard.message.header import fields
from mailguard.message.words import text_of
from mailguard.policy.gate import Ability, gated
from mailguard.policy.ruleset import Ruleset
from mailguard.policy.situation import Situation

log = logging.getLogger(__name__)

_REMEMBERED = 8

ABLE = frozenset(Ability) - {Ability.APPROVAL, Ability.LINK}
"""What this MailGuard can do of what rules ask for."""


class Almanac(msgspec.Struct, frozen=True):
    """Who is who, and when people work."""

    directory: Directory
    calendar: Calendar


Moment = Callable[[Mail], datetime]
"""A mail → the local time, with its zone, at which the rules see it."""

AlmanacOf = Callable[[str, WorkingHours], Almanac]
"""The folder of the organisation's people ("": there is none), and the hours → the almanac."""


def now(_mail: Mail) -> datetime:
    """A mail that is sent now."""
    return datetime.now().astimezone()


class Ruling:
    """Answers for one policy after the other; most mails come under the one before."""

    def __init__(self, almanac_of: AlmanacOf, moment: Moment = now) -> None:
        self._almanac_of = almanac_of
        self._moment = moment
        self._rulesets: dict[str, Ruleset] = {}  # by Policy.digest

    def almanac(self, policy: Policy) -> Almanac:
        """Who is who, and when people work, as of now."""
        return self._almanac_of(policy.directory, policy.settings.hours)

    def opening(self, policy: Policy, mail: Mail) -> datetime | None:
        """When offices open next; None: they are open. In this computer's time zone."""
        at = self._moment(mail)
        opening = self.almanac(policy).calendar.next_working_time(at)
        return opening if opening > at else None

    def verdict(
        self, policy: Policy, mail: Mail, account: Address, header: bytes, found: Sequence[Finding]
    ) -> Verdict:
        """What the rules ask for. Rules that cannot be asked let nothing go."""
        if not policy.rules:
            return Verdict()
        try:
            almanac = self.almanac(policy)
            named = tuple((field.name, text_of(field.value)) for field in fields(header))
            situation = Situation(
                mail,
                account,
                self._moment(mail),
                almanac.calendar,
                almanac.directory,
                found,
                named,
            )
            return gated(self._ruleset(policy).verdict(situation), ABLE)
        except Exception as error:  # noqa: BLE001  a bug of ours must not open the gate
            log.warning("the rules could not be asked: %s", type(error).__name__)
            return unasked(policy)

    def _ruleset(self, policy: Policy) -> Ruleset:
        if policy.digest not in self._rulesets:
            if len(self._rulesets) >= _REMEMBERED:
                self._rulesets.clear()
            self._rulesets[policy.digest] = Ruleset(policy.rules)
        return self._rulesets[policy.digest]
