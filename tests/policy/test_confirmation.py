"""What has to be typed where something is almost surely wrong."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mailguard.domain.finding import About, Finding, OfMail, OfRecipient, OfText, Place, Severity
from mailguard.domain.inspection import Act, Demand, Offer
from mailguard.domain.recipient import Field, Recipient
from mailguard.policy.confirmation import confirmation
from tests.mails import OWN_DOMAIN, a_recipient

OWN = a_recipient(f"jiro@{OWN_DOMAIN}")
HANAKO = a_recipient("hanako@sales.acme.example")
SUZUKI = a_recipient("suzuki@beta.example", Field.CC)


def danger(place: Place | None = None, about: About | None = None) -> Finding:
    return Finding(
        "some-check", Severity.DANGER, "Something is wrong.", (), place or OfMail(), about
    )


def about(recipient: Recipient) -> Finding:
    return danger(OfRecipient(recipient.address.key))


def demand(*findings: Finding, to: tuple[Recipient, ...] = (OWN, HANAKO, SUZUKI)) -> Demand:
    found = confirmation(findings, to)
    assert found is not None
    assert found.demand.id == f"finding:{found.index}"
    return found.demand


def test_without_a_danger_nothing_is_typed() -> None:
    warning = Finding("some-check", Severity.WARNING, "Something is odd.")
    assert confirmation([warning], [HANAKO]) is None


def test_a_danger_about_a_recipient_takes_that_recipients_domain() -> None:
    made = demand(about(SUZUKI))
    assert (made.act, made.expected) == (Act.TYPE, "beta.example")
    assert "beta.example" in made.label


def test_at_free_mail_it_is_the_part_before_the_at_sign() -> None:
    private = a_recipient("ken.sato@freemail.example", organisation="ken.sato@freemail.example")
    assert demand(about(private), to=(private, HANAKO)).expected == "ken.sato"


def test_a_domain_in_other_letters_is_typed_as_every_keyboard_can() -> None:
    foreign = a_recipient("info@аcme.example")
    assert demand(about(foreign), to=(foreign,)).expected == "xn--cme-5cd.example"


def test_a_danger_about_whom_it_is_for_takes_the_only_outside_domain() -> None:
    wrong = danger(OfText(0, 3), About.ADDRESSEE)
    assert demand(wrong, to=(OWN, HANAKO)).expected == "sales.acme.example"
    assert demand(wrong).act is Act.REASON


def test_a_danger_about_how_many_takes_the_number_of_those_who_are_seen() -> None:
    hidden = a_recipient("kato@gamma.example", Field.BCC)
    made = demand(danger(about=About.CROWD), to=(OWN, HANAKO, SUZUKI, hidden))
    assert (made.act, made.expected) == (Act.TYPE, "2")
    assert "2" in made.label


def test_every_other_danger_takes_a_reason_even_with_one_recipient() -> None:
    made = demand(danger(OfText(0, 3)), to=(HANAKO,))
    assert made.act is Act.REASON
    assert made.label


def test_a_recipient_comes_before_a_number_and_a_number_before_a_reason() -> None:
    many, secret = danger(about=About.CROWD), danger()
    assert demand(secret, many, about(SUZUKI)).expected == "beta.example"
    assert demand(secret, many).expected == "2"


@pytest.mark.parametrize(
    "text",
    ["acme.example", " ACME.example ", "ａｃｍｅ．ｅｘａｍｐｌｅ", "acme。example", "ACME.EXAMPLE"],
)
def test_width_case_and_space_do_not_count(text: str) -> None:
    assert is_met(Demand("finding:0", Act.TYPE, "acme.example"), {"finding:0": text})


@pytest.mark.parametrize("text", ["", "acme", "acme.example.com", "аcme.example"])
def test_anything_else_does(text: str) -> None:
    assert not is_met(Demand("finding:0", Act.TYPE, "acme.example"), {"finding:0": text})


def test_a_hyphen_may_come_from_a_japanese_keyboard() -> None:
    assert is_met(Demand("f", Act.TYPE, "acme-japan.example"), {"f": "acmeーjapan.example"})


@pytest.mark.parametrize(
    ("text", "enough"),
    [("年末調整のため", True), ("asked", True), ("ok", False), ("a. b. -- !!", False), ("", False)],
)
def test_a_reason_has_at_least_five_letters(text: str, *, enough: bool) -> None:
    assert is_met(Demand("f", Act.REASON), {"f": text}) is enough


def test_a_tick_does_not_stand_for_typing() -> None:
    typed = Demand("f", Act.TYPE, "acme.example")
    assert not typed.is_met({"f"}, {}, ())


def test_only_all_the_actions_together_make_a_demand_needless() -> None:
    one, other = Offer("remove-recipient", "a@b.example"), Offer("remove-recipient", "c@d.example")
    tick = Demand("organisation:b.example", Act.TICK, settled_by=(one, other))
    assert not tick.is_met((), {}, {one})
    assert tick.is_met((), {}, {one, other})


def is_met(demand: Demand, written: Mapping[str, str]) -> bool:
    return demand.is_met((), written, ())
