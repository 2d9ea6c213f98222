"""The check lookalike-contact."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mailguard.checks.lookalike_contact import lookalike_contact
from mailguard.domain.finding import Severity
from mailguard.domain.recipient import Acquaintance
from tests.checks.knowing import Known, a_contact
from tests.mails import YESTERDAY, a_mail, an_acquaintance


def severities(
    to: Sequence[str],
    contact: str,
    *,
    times: int = 20,
    known: Acquaintance | None = None,
) -> list[Severity]:
    address = to[0].rpartition("<")[2].rstrip(">")
    alike = {address: [a_contact(contact, times=times)]}
    mail = a_mail(to=to, known={address: known} if known else None)
    check = lookalike_contact
    return [f.severity for f in check.findings(mail, Known(alike=alike), check.settings)]


@pytest.mark.parametrize(
    "slip", ["tnaaka@acme.example", "tanakaa@acme.example", "tanka@acme.example"]
)
def test_a_slip_is_a_danger(slip: str) -> None:
    assert severities([slip], "tanaka@acme.example") == [Severity.DANGER]


def test_two_slips_count_in_a_long_name() -> None:
    contact = "taro.yamada@acme.example"
    assert severities(["tarp.yamafa@acme.example"], contact) == [Severity.DANGER]
    assert severities(["tsnska@acme.example"], "tanaka@acme.example") == []


def test_another_name_says_that_it_is_somebody_else() -> None:
    contact = "Saito Ken <saito@acme.example>"
    assert severities(["Sato Mari <sato@acme.example>"], contact) == [Severity.NOTICE]
    assert severities(["Saito Ken <sato@acme.example>"], contact) == [Severity.DANGER]


def test_counting_on_is_no_slip() -> None:
    assert severities(["tanaka2@acme.example"], "tanaka1@acme.example") == []
    assert severities(["tanaka2@acme.example"], "tanaka@acme.example") == []


def test_short_names_are_all_alike() -> None:
    assert severities(["kei@acme.example"], "rei@acme.example") == []


def test_a_contact_who_is_hardly_known_is_no_original() -> None:
    assert severities(["tanka@acme.example"], "tanaka@acme.example", times=4) == []


@pytest.mark.parametrize("known", [an_acquaintance(2), Acquaintance(0, YESTERDAY, received=1)])
def test_somebody_who_was_met_is_no_slip(known: Acquaintance) -> None:
    assert severities(["tanka@acme.example"], "tanaka@acme.example", known=known) == []


def test_where_both_are_written_to_they_are_two() -> None:
    both = ["tanka@acme.example", "tanaka@acme.example"]
    assert severities(both, "tanaka@acme.example") == []


def test_the_same_name_elsewhere_is_left_to_the_domains() -> None:
    assert severities(["tanaka@acne.example"], "tanaka@acme.example") == []
