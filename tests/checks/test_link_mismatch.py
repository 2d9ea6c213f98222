"""The check link-mismatch."""

from __future__ import annotations

import pytest

from mailguard.checks.link_mismatch import link_mismatch
from mailguard.domain.finding import OfMail, OfText
from mailguard.domain.mail import Link
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail


def sentences(shown: str, target: str) -> list[str]:
    mail = a_mail(links=[Link(shown, target)])
    found = link_mismatch.findings(mail, NothingKnown(), link_mismatch.settings)
    return [finding.sentence for finding in found]


@pytest.mark.parametrize(
    ("shown", "target", "pair"),
    [
        ("https://acme.example/a", "https://evil.example/a", ("acme.example", "evil.example")),
        ("(www.acme.jp)", "http://www.acme.jp.evil.jp/", ("www.acme.jp", "www.acme.jp.evil.jp")),
        ("a@acme.example", "mailto:a@acne.example", ("a@acme.example", "a@acne.example")),
    ],
)  # fmt: skip
def test_what_leads_elsewhere_is_told(shown: str, target: str, pair: tuple[str, str]) -> None:
    assert sentences(shown, target) == [f"The link shows {pair[0]}, but leads to {pair[1]}."]


@pytest.mark.parametrize(
    ("shown", "target"),
    [
        ("こちら", "https://evil.example/"),
        ("https://www.acme.example", "https://acme.example/de/"),
        ("acme.example", "https://shop.acme.example/"),
        ("www.acme.example", "https://shop.www.acme.example/"),
        ("acme.example", "https://evil.example/"),  # a name as much as an address
        ("(a@acme.example)", "mailto:a@acme.example"),
        (
            "https://acme.example/a",
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme.example%2Fa&x=1",
        ),
        ("https://acme.example/a", "https://www.google.com/url?q=https://acme.example/a&sa=D"),
        ("mailto:a@acme.example?subject=x", "mailto:a@acme.example"),
        ("https://acme.example/?mail=a@beta.example", "https://acme.example/"),
        ("report.py", "https://git.example/report.py"),
        ("a@acme.example", "mailto:A@acme.example?subject=x"),
        ("acme.example", "mailto:info@acme.example"),
        ("a@acme.example", "https://acme.example/contact"),
        ("acme.example", "ftp://evil.example/"),
        ("acme.example", "https://[bad/"),
    ],
)
def test_words_the_same_site_and_other_schemes_are_silent(shown: str, target: str) -> None:
    assert sentences(shown, target) == []


def test_its_place_is_where_it_is_shown() -> None:
    link = Link("www.acme.jp", "https://evil.example/")
    for text, place in (("See www.acme.jp now", OfText(4, 15)), ("", OfMail())):
        mail = a_mail(text=text, links=[link])
        (finding,) = link_mismatch.findings(mail, NothingKnown(), link_mismatch.settings)
        assert finding.place == place
