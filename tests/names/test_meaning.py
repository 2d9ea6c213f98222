"""Whom a name can mean among the recipients, and among all contacts."""

from __future__ import annotations

from mailguard.names.meaning import is_introduced, meaning, names_of, namesakes, outsiders
from tests.checks.knowing import Known, NothingKnown, a_contact
from tests.mails import OWN_DOMAIN, a_mail


def test_recipients_who_fit_and_who_may_or_may_not() -> None:
    mail = a_mail(to=["sato@acme.example", "info@acme.example", "tanaka@acme.example"])
    found = meaning("佐藤", mail, NothingKnown())
    assert [str(r.address) for r in found.fitting] == ["sato@acme.example"]
    assert [str(r.address) for r in found.doubtful] == ["info@acme.example"]


def test_a_contact_of_that_name_fits_whatever_the_address() -> None:
    known = Known(named={"佐藤": [a_contact("x7k2@acme.example", "佐藤")]})
    found = meaning("佐藤", a_mail(to=["x7k2@acme.example"]), known)
    assert found.fitting
    assert found.others == ()


def test_contacts_elsewhere_are_others() -> None:
    contact = a_contact("佐藤 <sato@beta.example>")
    found = meaning("佐藤", a_mail(to=["tanaka@acme.example"]), Known(named={"佐藤": [contact]}))
    assert found.others == (contact,)


def test_a_name_that_is_only_read_alike_is_somebody_else_s() -> None:
    assert namesakes("佐藤", Known(named={"佐藤": [a_contact("左藤 <sato@beta.example>")]})) == ()


def test_a_list_fits_by_its_members() -> None:
    known = Known(members={f"tanaka@{OWN_DOMAIN}": ["sato@acme.example"]})
    assert meaning("佐藤", a_mail(to=[f"tanaka@{OWN_DOMAIN}"]), known).fitting


def test_a_list_without_a_fitting_member_is_doubtful() -> None:
    known = Known(members={f"tanaka@{OWN_DOMAIN}": ["suzuki@acme.example"]})
    assert meaning("佐藤", a_mail(to=[f"tanaka@{OWN_DOMAIN}"]), known).doubtful


def test_outsiders_are_all_but_own_people() -> None:
    mail = a_mail(to=["a@acme.example"], cc=[f"b@{OWN_DOMAIN}"])
    assert [str(r.address) for r in outsiders(mail.recipients)] == ["a@acme.example"]


def test_what_a_recipient_was_called_so_far_counts() -> None:
    mail = a_mail(to=["x7k2@acme.example"])
    known = Known(names_of={"x7k2@acme.example": ["佐藤"]})
    assert meaning("佐藤", mail, known).fitting
    assert meaning("鈴木", mail, known).doubtful == ()
    assert list(names_of(mail.recipients[0], known)) == ["", "佐藤"]


def test_whom_the_text_lets_join_is_introduced() -> None:
    def says(text: str) -> bool:
        mail = a_mail(text=text, cc=["佐藤 花子 <hanako@acme.example>"])
        return is_introduced(mail.recipients[-1], mail, Known())

    assert says("施工の佐藤様をCCに追加いたします。")
    assert says("I am adding 佐藤 to this mail.")
    assert not says("佐藤様、お世話になっております。")
    assert not says("CCに鈴木様を追加いたします。")
    assert not says("")
