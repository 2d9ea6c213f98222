"""What the text of a mail says about its recipients."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mailguard.domain.mail import Identification, Mail
from mailguard.knowledge.risk_history import Person
from mailguard.knowledge.risk_words import evidence_of
from tests.mails import a_mail


def _evidence(mail: Mail, **names: str) -> dict[str, dict[str, float]]:
    people = {
        recipient.address.key: Person(1, 0, 0, 0, (names[recipient.address.local],))
        for recipient in mail.recipients
        if recipient.address.local in names
    }
    return evidence_of(mail, mail.recipients, people)


HANAKO = "hanako@acme.example"
KENJI = "kenji@acme.example"


def test_who_is_greeted_is_told_from_who_is_not() -> None:
    found = _evidence(a_mail(text="Hi Hanako,\n\nplease.\n", to=[HANAKO, KENJI]))
    assert found[HANAKO]["greeted"] == 1
    assert found[KENJI]["greeted"] == -1


def test_a_japanese_salutation_greets_whom_it_is_read_as() -> None:
    mail = a_mail(text="田中様\n\nお世話になっております。\n", to=["tanaka@acme.example", KENJI])
    found = _evidence(mail)
    assert found["tanaka@acme.example"]["greeted"] == 1
    assert found[KENJI]["greeted"] == -1


def test_a_salutation_of_somebody_else_speaks_for_nobody_here() -> None:
    found = _evidence(a_mail(text="Hi Hanako,\n\nplease.\n", to=[KENJI]))
    assert found[KENJI]["greeted"] == 0
    assert found[KENJI]["greets_nobody_here"] == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [("Hanako Satō", "see what sato wrote"), ("佐藤 花子", "佐藤さんにも送ります。")],
)
def test_a_known_name_in_the_text_is_found_in_any_script(name: str, text: str) -> None:
    found = _evidence(a_mail(text=text, to=["h1@acme.example"]), h1=name)
    assert found["h1@acme.example"]["named"] > 0


def test_a_part_of_a_word_is_no_name() -> None:
    found = _evidence(a_mail(text="the current state", to=["ren@acme.example"]))
    assert found["ren@acme.example"]["named"] == 0


def test_a_quotation_says_whose_it_is_in_its_first_lines() -> None:
    quoted = "On Monday, Hanako wrote:\n" + "> a line\n" * 20 + "> Kenji\n"
    found = _evidence(a_mail(quoted=quoted, to=[HANAKO, KENJI]))
    assert found[HANAKO]["heads_quote"] == 1
    assert found[KENJI]["heads_quote"] == 0
    assert found[KENJI]["named_in_quote"] == 1
    assert found[KENJI]["other_heads_quote"] == 1


def test_an_address_in_the_text_counts_as_a_mention() -> None:
    found = _evidence(a_mail(text=f"Cc: {KENJI}\n", to=[HANAKO, KENJI]))
    assert found[KENJI]["address_in_text"] == found[KENJI]["mentioned"] == 1
    assert found[HANAKO]["others_mentioned"] == 1


def test_the_domain_that_gave_the_parent_its_id_is_its_authors() -> None:
    mail = a_mail(to=[HANAKO, "ken@other.example"])
    answer = replace(mail, identification=Identification(in_reply_to=("1@mx.acme.example",)))
    found = _evidence(answer)
    assert found[HANAKO]["from_parents_domain"] == 1
    assert found["ken@other.example"]["from_parents_domain"] == -1
