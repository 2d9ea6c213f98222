"""A text that says who gets a copy, where nobody of that name does."""

from __future__ import annotations

import pytest

from mailguard.checks.cc_promised import cc_promised
from mailguard.domain.check import NoSettings
from mailguard.domain.finding import Finding, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, NothingKnown, a_contact
from tests.mails import OWN_DOMAIN, a_mail

PROMISES = (
    "CCに鈴木さんを入れています。",
    "CCに弊社鈴木を追加しております。",
    "ＣＣに弊社の鈴木を入れております。",
    "鈴木をCCに入れております。",
    "よろしくお願いいたします。\n\n弊社鈴木をCCに追加いたしました。",
    "なお、弊社鈴木もCCに含めております。",
    "CCにて、鈴木様を追加いたしました。",
    "佐藤様\nCC:鈴木様\n\nお世話になっております。",
    "佐藤様 (CC: 弊社 鈴木)\n\nお世話になっております。",
    "I'm cc'ing Suzuki on this.",
    "I have copied Suzuki.",
    "Looping in Suzuki here.",
    "Suzuki (cc'd) will help you.",
    "Suzuki is copied.",
    "弊社の鈴木をCCに入れておりますので、よろしくお願いいたします。",
    "I am adding Suzuki to cc.",
)


def findings(mail: Mail, knowledge: Knowledge | None = None) -> tuple[Finding, ...]:
    return cc_promised.findings(mail, knowledge or NothingKnown(), NoSettings())


@pytest.mark.parametrize("text", PROMISES)
def test_a_promised_copy_that_nobody_gets_is_a_warning(text: str) -> None:
    (finding,) = findings(a_mail(text=text + "\n", to=["sato@acme.example"]))
    assert finding.severity is Severity.WARNING
    assert isinstance(finding.place, OfText)
    said = text[finding.place.start : finding.place.end]
    assert "鈴木" in said or "Suzuki" in said


@pytest.mark.parametrize("text", PROMISES)
@pytest.mark.parametrize(
    "cc", [f"suzuki@{OWN_DOMAIN}", "鈴木 <a1@acme.example>", f"a1234@{OWN_DOMAIN}"]
)
def test_somebody_in_cc_who_may_be_it_keeps_it_quiet(text: str, cc: str) -> None:
    assert findings(a_mail(text=text + "\n", to=["sato@acme.example"], cc=[cc])) == ()


def test_somebody_else_in_cc_does_not() -> None:
    mail = a_mail(text=PROMISES[0], to=["sato@acme.example"], cc=[f"tanaka@{OWN_DOMAIN}"])
    (finding,) = findings(mail)
    assert f"tanaka@{OWN_DOMAIN}" in finding.evidence[0]


def test_it_may_stand_in_to_or_bcc() -> None:
    assert findings(a_mail(text=PROMISES[0], to=["suzuki@acme.example"])) == ()
    assert findings(a_mail(text=PROMISES[0], bcc=["suzuki@acme.example"])) == ()


@pytest.mark.parametrize(
    "text",
    [
        "CCに鈴木さんを入れてください。",
        "次回から鈴木さんをCCに入れます。",
        "前回、CCに鈴木さんを入れていただきました。",
        "CCに入れていただきありがとうございます。",
        "鈴木さんをCCから外しました。",
        "CCに鈴木さんを入れた方がよいでしょうか。",
        "CCに関係者を入れています。",
        "Please cc Suzuki.",
        "You cc'd me.",
        "I will copy Suzuki next time.",
        "See the attached copy. Suzuki agrees.",
        "鈴木さんに伝えました。",
    ],
)
def test_what_promises_nothing_is_quiet(text: str) -> None:
    assert findings(a_mail(text=text + "\n", to=["sato@acme.example"])) == ()


def test_a_name_that_no_table_has_counts_where_a_contact_has_it() -> None:
    mail = a_mail(text="I'm cc'ing Zorblax.\n", to=["sato@acme.example"])
    assert findings(mail) == ()
    known = Known(named={"Zorblax": [a_contact("Zorblax <z@beta.example>")]})
    assert len(findings(mail, known)) == 1


def test_quoted_text_promises_nothing() -> None:
    assert findings(a_mail(text="承知しました。\n", quoted=f"> {PROMISES[0]}\n")) == ()
