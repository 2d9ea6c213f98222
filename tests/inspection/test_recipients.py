"""The envelope decides who gets a mail, the header where they stand, the past who is known."""

from __future__ import annotations

from mailguard.domain.address import Address
from mailguard.domain.knowledge import NothingKnown
from mailguard.domain.mail import Correspondents
from mailguard.domain.recipient import Acquaintance, Field, Recipient, RecipientClass
from mailguard.domain.settings import Organisation
from mailguard.inspection.domains import registrable, shared_domains
from mailguard.inspection.recipients import recipients_of
from mailguard.policy.affiliation import Affiliations
from tests.mails import SENDER, a_mailbox, an_acquaintance, an_address, an_envelope

WE = Affiliations(Organisation(), [an_address(SENDER)], shared_domains(), registrable)


def recipients(*addresses: str, people: Correspondents | None = None) -> tuple[Recipient, ...]:
    return recipients_of(an_envelope(*addresses), people or Correspondents(), WE, NothingKnown())


def test_the_header_says_where_they_stand_and_what_they_are_called() -> None:
    people = Correspondents(
        to=(a_mailbox("Hanako <HANAKO@acme.example>"),), cc=(a_mailbox("c@acme.example"),)
    )
    found = recipients("hanako@acme.example", "c@acme.example", "b@acme.example", people=people)
    assert [(r.field, r.name) for r in found] == [
        (Field.TO, "Hanako"),
        (Field.CC, ""),
        (Field.BCC, ""),
    ]


def test_who_stands_in_the_header_alone_gets_nothing_and_is_not_shown() -> None:
    people = Correspondents(to=(a_mailbox("a@x.example"), a_mailbox("b@y.example")))
    assert [str(r.address) for r in recipients("a@x.example", people=people)] == ["a@x.example"]


def test_each_is_there_once() -> None:
    assert len(recipients("a@x.example", "A@X.example", "a@x.example.")) == 1


def test_organisations_are_registered_domains_and_mailboxes_at_free_mail() -> None:
    found = recipients("a@osaka.acme.co.jp", "b@gmail.com", "c@docomo.ne.jp", "d@[192.0.2.1]")
    assert [r.organisation for r in found] == [
        "acme.co.jp",
        "b@gmail.com",
        "c@docomo.ne.jp",
        "[192.0.2.1]",
    ]


def test_colleagues_are_known_by_the_accounts_own_domain() -> None:
    found = recipients("jiro@tokyo.example.co.jp", "hanako@acme.example")
    assert [r.kind for r in found] == [RecipientClass.OWN, RecipientClass.EXTERNAL]


def test_who_was_written_to_before_is_known_by_name() -> None:
    class Past(NothingKnown):
        def acquaintance(self, address: Address) -> Acquaintance | None:
            return (
                Acquaintance(3, an_acquaintance().last_at, "Hanako")
                if "h" in address.local
                else None
            )

    found = recipients_of(an_envelope("h@x.example", "b@x.example"), Correspondents(), WE, Past())
    assert [(r.name, r.known is not None) for r in found] == [("Hanako", True), ("", False)]
