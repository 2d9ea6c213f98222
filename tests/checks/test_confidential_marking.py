"""The check confidential-marking."""

from __future__ import annotations

import pytest

from mailguard.checks.confidential_marking import confidential_marking
from mailguard.domain.content import Content
from mailguard.domain.finding import Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def of(mail: Mail) -> list[Severity]:
    found = confidential_marking.findings(mail, NothingKnown(), confidential_marking.settings)
    return [finding.severity for finding in found]


def with_file(name: str = "a.pdf", text: str = "", to: str = "hanako@acme.example") -> Mail:
    return a_mail(to=[to], attachments=[an_attachment(name)], contents=[Content(text)])


@pytest.mark.parametrize(
    "text",
    [
        "原価表\n【社外秘】\n",
        "社外秘\n2026年度",
        "Internal use only\nPlan",
        "（部外秘）",
        "社内限り",
    ],
)
def test_a_mark_of_ones_own_house_is_a_danger(text: str) -> None:
    assert of(with_file(text=text)) == [Severity.DANGER]


def test_so_is_one_in_the_files_name() -> None:
    assert of(with_file("【社外秘】価格表.xlsx")) == [Severity.DANGER]


@pytest.mark.parametrize("text", ["Confidential\nProposal", "CONFIDENTIAL\n", "取扱注意"])
def test_one_that_partners_share_is_a_warning(text: str) -> None:
    assert of(with_file(text=text)) == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "社外秘情報の取り扱いについて定める。",
        "The parties shall keep confidential information secret.",
        "This e-mail is confidential and intended for the addressee only.",
        "秘書室",
    ],
)
def test_what_is_only_spoken_of_is_silent(text: str) -> None:
    assert of(with_file(text=text)) == []


def test_a_mark_in_the_subject_is_warned_of() -> None:
    assert of(a_mail(subject="【社外秘】原価の件")) == [Severity.WARNING]


def test_within_the_organisation_it_is_silent() -> None:
    assert of(with_file("社外秘.xlsx", to="jiro@example.co.jp")) == []


def test_a_mark_in_a_line_of_the_text_is_warned_of() -> None:
    text = "お世話になっております。\n【社外秘】\n原価 600円\n"
    assert of(a_mail(text=text)) == [Severity.WARNING]
    assert of(a_mail(text=text, to=["jiro@example.co.jp"])) == []
    assert of(a_mail(text="社外秘の資料は別途お渡しします。\n")) == []
    assert of(a_mail(text="Hello.\n", signature="-- \n社外秘\n")) == []
