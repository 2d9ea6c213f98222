"""What rules ask of one mail. Verdicts are joined: of everything the strictest holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import reduce
from typing import TypeVar

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.consequence import Approval, Fired, Preparation, Remark
from mailguard.domain.inspection import Demand
from mailguard.domain.rule import Bcc, Encrypt, Hidden

T = TypeVar("T")


class Verdict(msgspec.Struct, frozen=True):
    """What is asked for; the empty one asks for nothing. Lists are in an order of their own."""

    fired: tuple[Fired, ...] = ()
    confirm: bool | None = None  # True: a review in any case; False: none, if nothing else asks
    said: tuple[Remark, ...] = ()
    demands: tuple[Demand, ...] = ()
    refusals: tuple[Remark, ...] = ()
    approvals: tuple[Approval, ...] = ()
    delay: float = 0.0  # seconds, at least
    hold: bool = False
    not_before: datetime | None = None  # with its time zone
    preparation: Preparation = Preparation()
    notify: tuple[Address, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether somebody has to see the mail."""
        return bool(self.confirm or self.said or self.demands or self.refusals or self.approvals)


def joined(verdicts: Iterable[Verdict]) -> Verdict:
    """What all of them ask for together: commutative, associative, idempotent."""
    each = tuple(verdicts)
    opinions = {verdict.confirm for verdict in each}
    return Verdict(
        fired=_all(verdict.fired for verdict in each),
        confirm=True if True in opinions else False if False in opinions else None,
        said=_all(verdict.said for verdict in each),
        demands=_all(verdict.demands for verdict in each),
        refusals=_all(verdict.refusals for verdict in each),
        approvals=_all(verdict.approvals for verdict in each),
        delay=max((verdict.delay for verdict in each), default=0.0),
        hold=any(verdict.hold for verdict in each),
        not_before=max((v.not_before for v in each if v.not_before), default=None),
        preparation=_prepared([verdict.preparation for verdict in each]),
        notify=_all(verdict.notify for verdict in each),
    )


def _prepared(each: Sequence[Preparation]) -> Preparation:
    return Preparation(
        bcc=_reduced(_hiding_more, (one.bcc for one in each)),
        add_cc=_all(one.add_cc for one in each),
        add_bcc=_all(one.add_bcc for one in each),
        set_header=_all(one.set_header for one in each),
        remove_header=_all(one.remove_header for one in each),
        encrypt=_reduced(_safer, (one.encrypt for one in each)),
        link=any(one.link for one in each),
        tags=_all(one.tags for one in each),
        texts=_all(one.texts for one in each),
    )


def _all(lists: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Each once, in an order that does not depend on whose list came first."""
    found = {one for each in lists for one in each}
    return tuple(sorted(found, key=repr)) if len(found) > 1 else tuple(found)


def _reduced(join: Callable[[T, T], T], each: Iterable[T | None]) -> T | None:
    given = [one for one in each if one is not None]
    return reduce(join, given) if given else None


def _hiding_more(one: Bcc, other: Bcc) -> Bcc:
    """All rather than some; one mail each rather than one; of two names the later in order."""
    return Bcc(
        who=Hidden.ALL if Hidden.ALL in {one.who, other.who} else Hidden.EXTERNAL,
        visible_to=max(one.visible_to, other.visible_to),
        one_mail_each=one.one_mail_each or other.one_mail_each,
    )


def _safer(one: Encrypt, other: Encrypt) -> Encrypt:
    """The password by mail only where both say so, and then after the longer time."""
    return Encrypt(
        one_archive=one.one_archive and other.one_archive,
        own_formats=one.own_formats and other.own_formats,
        cp932_names=one.cp932_names and other.cp932_names,
        password_by_mail=one.password_by_mail and other.password_by_mail,
        password_after=max(one.password_after, other.password_after),
    )


def is_at_least_as_strict(one: Verdict, other: Verdict) -> bool:
    """Whether `one` lets nothing pass that `other` does not, and asks for everything it asks for.

    Where rules ask for no review because of them (`confirm` is False) it is looser than silence.
    """
    return (
        _has_all(one, other)
        and _REVIEW[one.confirm] >= _REVIEW[other.confirm]
        and one.delay >= other.delay
        and one.hold >= other.hold
        and _is_as_late(one.not_before, other.not_before)
        and _prepares_as_much(one.preparation, other.preparation)
    )


_REVIEW = {False: 0, None: 1, True: 2}


def _has_all(one: Verdict, other: Verdict) -> bool:
    return all(
        set(theirs) <= set(ours)
        for ours, theirs in (
            (one.fired, other.fired),
            (one.said, other.said),
            (one.demands, other.demands),
            (one.refusals, other.refusals),
            (one.approvals, other.approvals),
            (one.notify, other.notify),
        )
    )


def _is_as_late(one: datetime | None, other: datetime | None) -> bool:
    return other is None or (one is not None and one >= other)


def _prepares_as_much(one: Preparation, other: Preparation) -> bool:
    lists = (
        (one.add_cc, other.add_cc),
        (one.add_bcc, other.add_bcc),
        (one.set_header, other.set_header),
        (one.remove_header, other.remove_header),
        (one.tags, other.tags),
        (one.texts, other.texts),
    )
    return (
        all(set(theirs) <= set(ours) for ours, theirs in lists)
        and one.link >= other.link
        and _hides_as_much(one.bcc, other.bcc)
        and _locks_as_well(one.encrypt, other.encrypt)
    )


def _hides_as_much(one: Bcc | None, other: Bcc | None) -> bool:
    if one is None or other is None:
        return other is None
    return one.one_mail_each >= other.one_mail_each and (
        one.who is Hidden.ALL or other.who is Hidden.EXTERNAL
    )


def _locks_as_well(one: Encrypt | None, other: Encrypt | None) -> bool:
    if one is None or other is None:
        return other is None
    return (
        one.password_by_mail <= other.password_by_mail
        and one.password_after >= other.password_after
    )
