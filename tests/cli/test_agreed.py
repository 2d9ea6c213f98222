"""The commands about agreed passwords, without an engine."""

from __future__ import annotations

from tests.cli.conftest import Mailguard


def test_a_password_that_cannot_be_kept_is_no_lie(mailguard: Mailguard) -> None:
    outcome = mailguard("agreed", "set", "acme.example", "--password-stdin", stdin=b"kiri-momo-7\n")
    assert outcome.code == 1
    assert "keyring" in outcome.err
    assert "kiri" not in outcome.err + outcome.out


def test_a_short_one_is_refused(mailguard: Mailguard) -> None:
    outcome = mailguard("agreed", "set", "acme.example", "--password-stdin", stdin=b"1234\n")
    assert (outcome.code, outcome.err) == (1, "A password needs 8 characters at least.\n")


def test_what_is_no_domain_is_refused(mailguard: Mailguard) -> None:
    outcome = mailguard("agreed", "set", "acme", "--password-stdin", stdin=b"kiri-momo-7\n")
    assert outcome.code == 1


def test_nobody_yet_is_an_empty_list(mailguard: Mailguard) -> None:
    assert mailguard("agreed", "list", "--json").json == []
