"""Verdicts and how they are joined."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mailguard.domain.consequence import Preparation, Remark
from mailguard.domain.inspection import Act, Demand
from mailguard.domain.rule import Bcc, Encrypt, Hidden
from mailguard.domain.verdict import Verdict, is_at_least_as_strict, joined
from mailguard.policy.asking import asked
from tests.mails import TODAY, an_address
from tests.policy.any_rules import unconditional_rules
from tests.policy.situations import Company, a_situation

HANAKO = an_address("hanako@acme.example")
verdicts = st.builds(
    lambda placed, company: asked(placed, ("why",), a_situation(directory=company)),
    unconditional_rules,
    st.sampled_from([Company(), Company({"Sales": [str(HANAKO)]}, manager=str(HANAKO))]),
)


def preparing(preparation: Preparation) -> Verdict:
    return Verdict(preparation=preparation)


@given(st.lists(verdicts, max_size=5), st.randoms())
def test_the_order_of_verdicts_does_not_matter(each: list[Verdict], chance: Random) -> None:
    shuffled = list(each)
    chance.shuffle(shuffled)
    assert joined(shuffled) == joined(each)


@given(verdicts, verdicts, verdicts)
def test_it_does_not_matter_which_are_joined_first(a: Verdict, b: Verdict, c: Verdict) -> None:
    assert joined([joined([a, b]), c]) == joined([a, joined([b, c])]) == joined([a, b, c])


@given(verdicts, verdicts)
def test_the_same_once_more_changes_nothing(a: Verdict, b: Verdict) -> None:
    both = joined([a, b])
    assert joined([both, a]) == joined([both, both]) == both
    assert joined([a, Verdict()]) == joined([a])


@given(verdicts, verdicts)
def test_two_together_are_as_strict_as_each(a: Verdict, b: Verdict) -> None:
    if b.confirm is not False:
        assert is_at_least_as_strict(joined([a, b]), a)


LOOSE, STRICT = 0, 1
STEPS = [
    (Verdict(), Verdict(confirm=True)),
    (Verdict(confirm=False), Verdict()),
    (Verdict(), Verdict(said=(Remark("a", "A", "Look."),))),
    (Verdict(), Verdict(demands=(Demand("rule:a:tick", Act.TICK),))),
    (Verdict(), Verdict(refusals=(Remark("a", "A", "No."),))),
    (Verdict(delay=60.0), Verdict(delay=61.0)),
    (Verdict(), Verdict(hold=True)),
    (Verdict(), Verdict(not_before=TODAY)),
    (Verdict(not_before=TODAY), Verdict(not_before=TODAY + timedelta(hours=1))),
    (Verdict(), Verdict(notify=(HANAKO,))),
    (Verdict(), preparing(Preparation(bcc=Bcc()))),
    (preparing(Preparation(bcc=Bcc())), preparing(Preparation(bcc=Bcc(Hidden.ALL)))),
    (preparing(Preparation(bcc=Bcc())), preparing(Preparation(bcc=Bcc(one_mail_each=True)))),
    (Verdict(), preparing(Preparation(add_cc=(HANAKO,)))),
    (Verdict(), preparing(Preparation(add_bcc=(HANAKO,)))),
    (Verdict(), preparing(Preparation(set_header=(("X-A", "1"),)))),
    (Verdict(), preparing(Preparation(remove_header=("x-a",)))),
    (Verdict(), preparing(Preparation(link=True))),
    (Verdict(), preparing(Preparation(tags=("[x]",)))),
    (Verdict(), preparing(Preparation(encrypt=Encrypt(password_by_mail=True)))),
    (
        preparing(Preparation(encrypt=Encrypt(password_by_mail=True))),
        preparing(Preparation(encrypt=Encrypt())),
    ),
]


@pytest.mark.parametrize(("loose", "strict"), STEPS)
def test_each_thing_that_is_asked_for_is_stricter(loose: Verdict, strict: Verdict) -> None:
    assert is_at_least_as_strict(strict, loose)
    assert not is_at_least_as_strict(loose, strict)
    assert is_at_least_as_strict(loose, loose)


def test_of_two_ways_to_hide_the_one_that_hides_more() -> None:
    some = Bcc(Hidden.EXTERNAL, "office@example.co.jp", one_mail_each=True)
    both = joined([preparing(Preparation(bcc=some)), preparing(Preparation(bcc=Bcc(Hidden.ALL)))])
    assert both.preparation.bcc == Bcc(Hidden.ALL, "office@example.co.jp", one_mail_each=True)


def test_a_password_goes_by_mail_only_where_every_rule_lets_it() -> None:
    by_mail = Encrypt(password_by_mail=True, password_after=60.0)
    both = joined(preparing(Preparation(encrypt=one)) for one in (by_mail, Encrypt()))
    assert both.preparation.encrypt == Encrypt(password_by_mail=False, password_after=300.0)


def test_who_asks_for_nothing_needs_nobody() -> None:
    silent = Verdict(confirm=False, delay=60.0, hold=True, notify=(HANAKO,))
    assert not silent.asks
    assert replace(silent, confirm=True).asks
    assert replace(silent, said=(Remark("a", "A", "Look."),)).asks


@pytest.mark.parametrize(
    ("opinions", "together"),
    [
        ((True, False), True),
        ((False, None, True), True),
        ((None, False), False),
        ((None, None), None),
        ((), None),
    ],
)
def test_whoever_wants_a_review_gets_it(
    opinions: tuple[bool | None, ...], together: bool | None
) -> None:
    assert joined(Verdict(confirm=one) for one in opinions).confirm is together
