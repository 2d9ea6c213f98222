"""Each question about past mail has its answer."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from mailguard.domain.knowledge import KnownDomain, Sending
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Acquaintance
from mailguard.knowledge.risk_history import History
from tests.knowledge.learning import (
    HANAKO,
    MONDAY,
    TUESDAY,
    a_past_mail,
    keys,
    known,
    learn,
    received,
    sent,
)
from tests.mails import a_mail, an_address, an_attachment


def written_to(folder: Path, *people: str) -> None:
    learn(folder, *(sent(a_past_mail(to=[one], message_id=one)) for one in people))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hanak@acme.example", True),  # left out
        ("hanakko@acme.example", True),  # doubled
        ("hanoko@acme.example", True),  # another
        ("ahnako@acme.example", True),  # swapped
        ("hanako@beta.example", True),  # the same person elsewhere
        ("hanko.s@acme.example", False),
        ("hanako@acme.example", False),  # itself
        ("xanakx@acme.example", False),  # two slips in a short word
    ],
)
def test_addresses_a_slip_away_are_alike(tmp_path: Path, asked: str, found: bool) -> None:
    written_to(tmp_path, HANAKO)
    with known(tmp_path) as reader:
        assert bool(keys(reader.alike(an_address(asked)))) is found


def test_in_a_long_address_two_slips_are_alike(tmp_path: Path) -> None:
    written_to(tmp_path, "hanako.yamada@acme.example")
    with known(tmp_path) as reader:
        for asked in ("hanak.yamadda@acme.example", "hnako.yamdaa@acme.example"):
            assert keys(reader.alike(an_address(asked))) == ["hanako.yamada@acme.example"]


def test_who_only_stood_in_somebodys_cc_is_like_nobody(tmp_path: Path) -> None:
    learn(tmp_path, received(a_past_mail(author=HANAKO, cc=["kenji@acme.example"])))
    with known(tmp_path) as reader:
        assert reader.alike(an_address("kenij@acme.example")) == ()
        assert reader.alike(an_address("kenji@beta.example")) == ()


@pytest.mark.parametrize(
    "asked",
    [
        "acme-trading.co.jo", "acme-tradng.co.jp", "acmetrading.co.jp", "acme-trading.com",
        "acrne-trading.co.jp", "acme-tradin9.co.jp", "xn--cme-trading-xij.co.jp",
    ],
)  # fmt: skip
def test_domains_that_look_alike_are_found(tmp_path: Path, asked: str) -> None:
    written_to(tmp_path, "a@acme-trading.co.jp", "b@other.example")
    with known(tmp_path) as reader:
        assert reader.domains_alike(asked) == (KnownDomain("acme-trading.co.jp", 1),)
        assert reader.domains_alike("acme-trading.co.jp") == ()


def test_a_domain_counts_once_a_mail(tmp_path: Path) -> None:
    learn(
        tmp_path,
        sent(a_past_mail(to=[HANAKO, "ken@mail.acme.example"])),
        received(a_past_mail(author="x@beta.example")),
    )
    with known(tmp_path) as reader:
        assert reader.known_domain("acme.example") == KnownDomain("acme.example", 1)
        assert reader.known_domain("beta.example") == KnownDomain("beta.example", 0)
        assert reader.known_domain("gamma.example") is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("佐藤", ["sato@a.example", "h.sato@b.example", "s@c.example", "taro@e.example"]),
        ("太郎", ["taro@e.example"]),
        ("佐藤 花子", ["sato@a.example", "h.sato@b.example", "s@c.example"]),
        ("Hanako Sato", ["sato@a.example", "h.sato@b.example", "s@c.example", "left@d.example"]),
        ("左藤", ["h.sato@b.example", "left@d.example", "s@c.example"]),
        ("鈴木", []),
    ],
)
def test_people_are_found_by_their_names_in_any_script(
    tmp_path: Path, asked: str, found: list[str]
) -> None:
    written_to(
        tmp_path,
        "佐藤花子 <sato@a.example>",
        "Hanako SATO <h.sato@b.example>",
        "サトウ <s@c.example>",
        "左藤 <left@d.example>",
        "佐藤太郎 <taro@e.example>",
    )
    with known(tmp_path) as reader:
        assert sorted(keys(reader.named(asked))) == sorted(found)


def test_people_are_found_by_what_they_are_called_in_mails(tmp_path: Path) -> None:
    mail = a_past_mail(
        to=["sales7@acme.example"], text="株式会社アクメ\n営業部 鈴木様\n\nこんにちは\n"
    )
    learn(tmp_path, sent(mail))
    with known(tmp_path) as reader:
        (contact,) = reader.named("鈴木")
    assert contact.names == ("鈴木",)
    assert contact.organisation == "acme.example"
    assert contact.acquaintance == Acquaintance(1, MONDAY)


SIGNED = received(
    a_past_mail(
        author=HANAKO, signature="--\n株式会社アクメ商事 営業部\n佐藤花子\n東京都\n", message_id="s"
    )
)


def test_companies_are_known_by_their_signatures(tmp_path: Path) -> None:
    learn(tmp_path, SIGNED)
    with known(tmp_path) as reader:
        assert reader.company_names("acme.example") == ("アクメ商事",)
        for name in ("アクメ商事", "アクメ商事株式会社", "(株)アクメ商事", "㈱アクメ商事"):
            assert reader.organisations_called(name) == ("acme.example",)
        assert reader.organisations_called("ベータ商事") == ()


def test_companies_are_known_by_salutations_and_display_names(tmp_path: Path) -> None:
    learn(
        tmp_path,
        sent(
            a_past_mail(
                text="ベータ工業株式会社\n鈴木様\n\nお世話になります。\n", to=["s@beta.example"]
            )
        ),
        sent(a_past_mail(text="Hello\n", to=["Bob (Gamma Trading Co., Ltd.) <bob@gamma.example>"])),
    )
    with known(tmp_path) as reader:
        assert reader.organisations_called("ベータ工業") == ("beta.example",)
        assert reader.organisations_called("GAMMA TRADING") == ("gamma.example",)


def test_companies_are_found_within_a_text(tmp_path: Path) -> None:
    learn(tmp_path, SIGNED, sent(a_past_mail(to=["Acme Foods Inc. <a@foods.example>"])))
    text = "先日の㈱アクメ商事様とACME FOODS、アクメ商事部について。Acme Foodsy"
    with known(tmp_path) as reader:
        found = reader.mentions(text)
    assert [(m.name, m.organisations) for m in found] == [
        ("アクメ商事", ("acme.example",)),
        ("ACME FOODS", ("foods.example",)),
        ("アクメ商事", ("acme.example",)),
    ]
    assert all(text[m.start : m.end] == m.name for m in found)


def test_a_company_learned_later_is_found_too_and_one_forgotten_is_not(tmp_path: Path) -> None:
    with known(tmp_path) as reader:
        assert reader.mentions("アクメ商事") == ()
        learn(tmp_path, SIGNED)
        assert reader.mentions("アクメ商事")


def test_the_organisations_own_lists_are_known(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(
        "会社名,ドメイン\n株式会社デルタ,delta.example\n", "utf-8"
    )
    (tmp_path / "lists.csv").write_text("all@example.co.jp,ken@delta.example\n", "utf-8")
    with known(tmp_path) as reader:
        assert reader.company_names("delta.example") == ("株式会社デルタ",)
        assert reader.organisations_called("デルタ") == ("delta.example",)
        assert [m.name for m in reader.mentions("株式会社デルタ様")] == ["デルタ"]
        assert keys(reader.members(an_address("ALL@example.co.jp"))) == ["ken@delta.example"]
        (tmp_path / "lists.csv").unlink()
        assert reader.members(an_address("all@example.co.jp")) == ()


def test_it_is_known_who_stood_together(tmp_path: Path) -> None:
    learn(
        tmp_path,
        sent(a_past_mail(to=["a@a.example"], cc=["b@b.example"], message_id="1")),
        received(a_past_mail(author="a@a.example", to=["taro@example.co.jp", "b@b.example"])),
        sent(a_past_mail(to=["a@a.example", "c@c.example"], message_id="2")),
    )
    a, b, c = (an_address(f"{x}@{x}.example") for x in "abc")
    with known(tmp_path) as reader:
        assert (reader.together(a, b), reader.together(b, a)) == (2, 2)
        assert reader.together(b, c) == 0
        assert reader.together(a, an_address("taro@example.co.jp")) == 0, "oneself is always there"


def test_who_is_nearly_always_in_cc_is_a_habit(tmp_path: Path) -> None:
    mails = [
        a_past_mail(message_id=str(n), cc=["boss@example.co.jp"] if n % 5 else []) for n in range(9)
    ]
    with known(tmp_path) as reader:
        learn(tmp_path, *map(sent, mails))
        assert reader.habitual_cc([an_address(HANAKO)]) == (), "nine mails are no habit yet"
        learn(tmp_path, sent(a_past_mail(message_id="last", cc=["boss@example.co.jp"])))
        assert keys(reader.habitual_cc([an_address(HANAKO)])) == ["boss@example.co.jp"]
        both = [an_address(HANAKO), an_address("ken@acme.example")]
        assert reader.habitual_cc(both) == ()


def test_a_thread_is_known_by_the_mails_that_are_named(tmp_path: Path) -> None:
    first = a_past_mail(message_id="1", to=[HANAKO], cc=["ken@beta.example"])
    second = a_past_mail(author=HANAKO, to=["taro@example.co.jp"], message_id="2", references=["1"])
    learn(tmp_path, sent(first), received(second))
    with known(tmp_path) as reader:
        thread = reader.thread(a_past_mail(references=["1", "2"]))
        assert thread is not None
        assert thread.participants == {"taro@example.co.jp", HANAKO, "ken@beta.example"}
        assert thread.last == {"taro@example.co.jp", HANAKO}
        assert thread.organisations == {"example.co.jp", "acme.example", "beta.example"}
        assert (thread.is_named, thread.last_at) == (True, MONDAY)
        assert reader.thread(a_past_mail(references=["elsewhere"], subject="Else")) is None
        assert reader.thread(a_past_mail(subject="Greetings")) is None


def test_a_mail_that_was_never_seen_is_known_from_those_that_name_it(tmp_path: Path) -> None:
    learn(tmp_path, sent(a_past_mail(message_id="1", references=["theirs"])))
    with known(tmp_path) as reader:
        thread = reader.thread(a_past_mail(references=["theirs", "next"]))
    assert thread is not None
    assert thread.last == {"taro@example.co.jp", HANAKO}, "the latest that was seen"


def test_without_references_a_thread_is_known_by_subject_and_people(tmp_path: Path) -> None:
    learn(tmp_path, sent(a_past_mail(subject="[sales] 見積の件", message_id="1")))
    with known(tmp_path) as reader:
        thread = reader.thread(a_past_mail(subject="Re: RE：見積の件"))
        assert thread is not None
        assert not thread.is_named
        assert reader.thread(a_past_mail(subject="Re: 見積の件", to=["x@y.example"])) is None
        assert reader.thread(a_past_mail(subject="Re: 別件")) is None


def test_files_are_known_by_where_they_went(tmp_path: Path) -> None:
    file = an_attachment("見積.pdf", sha256=b"1" * 32)
    inline = an_attachment("logo.png", sha256=b"2" * 32, inline=True)
    mail = a_past_mail(attachments=[file, inline], cc=["boss@example.co.jp"])
    other = a_past_mail(to=["b@beta.example"], attachments=[file], at=TUESDAY)
    learn(tmp_path, sent(mail), sent(other))
    with known(tmp_path) as reader:
        assert reader.sendings(b"1" * 32) == (
            Sending("beta.example", TUESDAY, "見積.pdf"),
            Sending("acme.example", MONDAY, "見積.pdf"),
        )
        assert reader.sendings(b"2" * 32) == ()


def test_who_bounced_is_known_until_a_mail_arrives(tmp_path: Path) -> None:
    report = received(a_past_mail(author="daemon@x.example", at=TUESDAY), bounced=(HANAKO,))
    learn(tmp_path, sent(), report)
    with known(tmp_path) as reader:
        assert reader.bounced_at(an_address(HANAKO)) == TUESDAY
        assert reader.bounced_at(an_address("x@y.example")) is None
        learn(tmp_path, received(a_past_mail(author=HANAKO, at=TUESDAY + timedelta(hours=1))))
        assert reader.bounced_at(an_address(HANAKO)) is None


def test_the_usual_address_of_ones_own_is_known(tmp_path: Path) -> None:
    learn(tmp_path, *(sent(a_past_mail(message_id=str(n))) for n in range(10)))
    with known(tmp_path) as reader:
        assert reader.usual_sender("acme.example") == an_address("taro@example.co.jp")
        private = a_past_mail(author="taro@gmail.com", message_id="10")
        other = a_past_mail(author="taro@gmail.com", message_id="11")
        learn(tmp_path, sent(private, "taro@gmail.com"))
        assert reader.usual_sender("acme.example") is not None
        learn(tmp_path, sent(other, "taro@gmail.com"))
        assert reader.usual_sender("acme.example") is None, "less than nine in ten"


def test_a_mail_that_was_sent_before_is_known(tmp_path: Path) -> None:
    learn(tmp_path, sent(a_past_mail(text="Hello,\nhere it is.\n")))
    with known(tmp_path) as reader:
        assert reader.sent_before(a_mail(text="Hello,\r\n here it is.")) == MONDAY
        assert reader.sent_before(a_mail(text="Hello.\n")) is None
        assert reader.sent_before(a_mail(text="Hello,\nhere it is.\n", subject="Other")) is None
        assert reader.sent_before(a_mail(text="Hello,\nhere it is.\n", to=["x@y.example"])) is None


def test_looking_up_takes_the_same_time_among_many(tmp_path: Path) -> None:
    few = _look_up(tmp_path / "few", 300)
    assert _look_up(tmp_path / "many", 3_000) < 3 * few + 5e-4


def _look_up(folder: Path, count: int) -> float:
    """Seconds of one look-up of each kind, the best of some."""
    folder.mkdir()
    people = [f"Person{n % 97} Family{n} <p{n:06}@c{n % 999}.example>" for n in range(count)]
    written_to(folder, *people)
    with known(folder) as reader:
        best = float("inf")
        for n in range(20):
            address = an_address(f"p{n * 7919 % count:06}@c{n}.example")
            begun = time.perf_counter()
            reader.acquaintance(address)
            reader.alike(address)
            reader.domains_alike(f"c{n}a.example")
            best = min(best, time.perf_counter() - begun)
    return best


def test_the_recipient_model_is_asked_with_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def risks_of(mail: Mail, history: History) -> dict[str, float]:
        return {r.address.key: float(history.sent()) for r in mail.recipients}

    learn(tmp_path, sent())
    monkeypatch.setattr("mailguard.knowledge.reader.risks_of", risks_of)
    with known(tmp_path) as reader:
        assert reader.risks(a_mail()) == {HANAKO: 1.0}


def test_without_a_model_nobody_is_a_risk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def risks_of(_mail: Mail, _history: History) -> dict[str, float]:
        raise FileNotFoundError

    monkeypatch.setattr("mailguard.knowledge.reader.risks_of", risks_of)
    with known(tmp_path) as reader:
        assert reader.risks(a_mail()) == {}
