"""Whose a mailbox is: by the lists, the sender's own domain, and the domains that many share."""

from __future__ import annotations

import pytest

from mailguard.domain.recipient import RecipientClass
from mailguard.domain.settings import Organisation
from mailguard.policy.affiliation import Affiliations
from tests.mails import an_address

LISTED = Organisation(
    own=("example.com",), group=("sister.example", "@Daughter.example"), partner=("law.example",)
)
SHARED = frozenset({"freemail.example", "provider.ne.jp"})


def registrable(domain: str) -> str:
    """The last two labels, three under ne.jp and co.jp."""
    labels = domain.split(".")
    return ".".join(labels[-3:] if domain.endswith((".ne.jp", ".co.jp")) else labels[-2:])


def affiliations(*senders: str) -> Affiliations:
    return Affiliations(LISTED, [an_address(s) for s in senders], SHARED, registrable)


COMPANY = affiliations("taro@example.co.jp", "sales@shop.example")
PRIVATE = affiliations("taro@freemail.example")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("a@example.co.jp", RecipientClass.OWN),
        ("a@tokyo.EXAMPLE.co.jp.", RecipientClass.OWN),
        ("a@shop.example", RecipientClass.OWN),
        ("a@mail.example.com", RecipientClass.OWN),
        ("a@notexample.com", RecipientClass.EXTERNAL),
        ("a@example.co.jp.evil.example", RecipientClass.EXTERNAL),
        ("a@sister.example", RecipientClass.GROUP),
        ("a@it.daughter.example", RecipientClass.GROUP),
        ("a@law.example", RecipientClass.PARTNER),
        ("a@acme.example", RecipientClass.EXTERNAL),
        ("a@freemail.example", RecipientClass.EXTERNAL),
    ],
)
def test_lists_and_own_domains_say_how_close_somebody_is(
    address: str, kind: RecipientClass
) -> None:
    assert COMPANY.kind(an_address(address)) is kind


def test_a_free_mail_domain_belongs_to_nobody_who_writes_from_it() -> None:
    assert PRIVATE.kind(an_address("taro@freemail.example")) is RecipientClass.OWN
    assert PRIVATE.kind(an_address("jiro@freemail.example")) is RecipientClass.EXTERNAL


@pytest.mark.parametrize(
    ("address", "organisation"),
    [
        ("a@acme.example", "acme.example"),
        ("a@Sales.Acme.Example.", "acme.example"),
        ("a@osaka.acme.co.jp", "acme.co.jp"),
        ("Hanako@Freemail.example", "hanako@freemail.example"),
        ("a@xyz.provider.ne.jp", "a@xyz.provider.ne.jp"),
    ],
)
def test_an_organisation_is_a_domain_that_somebody_registered(
    address: str, organisation: str
) -> None:
    assert COMPANY.organisation(an_address(address)) == organisation
