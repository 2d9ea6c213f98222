"""Who gets the mail."""

from __future__ import annotations

import pytest

from mailguard.domain.condition import Extent, OfRecipients, When
from mailguard.domain.recipient import Field, RecipientClass
from tests.mails import a_mail, an_acquaintance
from tests.policy.situations import Company, a_situation, why

HANAKO, KEN, OWN = "hanako@acme.example", "Ken@Sub.Beta.example", "jiro@example.co.jp"
MAIL = a_mail(to=[HANAKO, OWN], cc=[KEN], known={HANAKO: an_acquaintance()})


def holds(**wanted: object) -> bool:
    directory = Company({"Ｓales Team": [HANAKO], "board": [OWN]}, registered=[KEN.lower()])
    condition = OfRecipients(**wanted)  # type: ignore[arg-type]  # the keys under test
    found = why(When(recipients=(condition,)), a_situation(MAIL, directory=directory))
    return found is not None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, True),
        ({"kind": (RecipientClass.EXTERNAL,)}, True),
        ({"kind": (RecipientClass.GROUP, RecipientClass.PARTNER)}, False),
        ({"kind": (RecipientClass.EXTERNAL,), "match": Extent.ALL}, False),
        ({"kind": (RecipientClass.EXTERNAL, RecipientClass.OWN), "match": Extent.ALL}, True),
        ({"field": (Field.CC,), "kind": (RecipientClass.EXTERNAL,)}, True),
        ({"field": (Field.CC,), "kind": (RecipientClass.OWN,)}, False),
        ({"domain": ("beta.example",)}, True),
        ({"domain": ("@BETA.example.",)}, True),
        ({"domain": ("eta.example",)}, False),
        ({"domain": ("sub.acme.example",)}, False),
        ({"address": ("hanako@*",)}, True),
        ({"address": ("HANAKO@acme.exampl?",)}, True),
        ({"address": ("ken@*.beta.example",)}, True),
        ({"address": ("hanako",)}, False),
        ({"address": ("[h]anako@*",)}, False),
        ({"group": ("sales team",)}, True),
        ({"group": ("sales team",), "kind": (RecipientClass.OWN,)}, False),
        ({"group": ("nobody",)}, False),
        ({"registered": True}, True),
        ({"registered": True, "match": Extent.ALL}, False),
        ({"registered": False, "people": 2}, True),
        ({"registered": False, "people": 3}, False),
        ({"written_to": True}, True),
        ({"written_to": True, "people": 2}, False),
        ({"written_to": False, "kind": (RecipientClass.EXTERNAL,)}, True),
        ({"people": 3}, True),
        ({"people": 4}, False),
        ({"organisations": 3}, True),
        ({"organisations": 3, "kind": (RecipientClass.EXTERNAL,)}, False),
        ({"organisations": 2, "kind": (RecipientClass.EXTERNAL,)}, True),
    ],
)
def test_a_recipient_fits_where_every_key_does(wanted: dict[str, object], expected: bool) -> None:
    assert holds(**wanted) is expected


def test_somebody_who_stands_twice_counts_once() -> None:
    mail = a_mail(to=[HANAKO, HANAKO.upper()])
    condition = When(recipients=(OfRecipients(people=2),))
    assert why(condition, a_situation(mail)) is None


def test_a_domain_is_the_same_in_unicode_and_ascii() -> None:
    mail = a_mail(to=["a@日本.example"])
    condition = When(recipients=(OfRecipients(domain=("xn--wgv71a.example",)),))
    assert why(condition, a_situation(mail)) is not None


def test_it_says_who_and_of_how_many_organisations() -> None:
    crowd = a_mail(to=[f"a{n}@c{n}.example" for n in range(8)])
    found = why(When(recipients=(OfRecipients(organisations=3),)), a_situation(crowd))
    assert found is not None
    assert found[:2] == ("8 organisations", "a0@c0.example")
    assert found[-1] == "4 more"
