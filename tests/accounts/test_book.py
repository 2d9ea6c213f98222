"""The book keeps accounts over restarts, and passwords as far as a keyring allows."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from mailguard import files
from mailguard.accounts.book import AccountBook
from mailguard.accounts.register import RegisterError
from mailguard.domain.account import Auth
from mailguard.domain.envelope import Capabilities, Extension
from mailguard.guard.ports import Accounts
from mailguard.secrets.vault import Vault
from tests.accounts.books import TARO, a_book, an_account
from tests.fakes.keyring import FakeKeyring

OFFER = Capabilities(frozenset({Extension.DSN, Extension.SMTPUTF8}), size=35_000_000)


def ids(book: AccountBook) -> list[str]:
    return [condition.id for condition in book.conditions()]


def test_it_is_what_the_guard_asks_for(tmp_path: Path) -> None:
    accounts: Accounts = a_book(tmp_path)
    assert accounts.all() == ()


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    book = a_book(tmp_path, keyring)
    book.put(an_account(), "secret")
    book.learn_capabilities(TARO, OFFER)
    again = a_book(tmp_path, keyring)
    assert again.all() == (an_account(),)
    assert again.get(TARO) == an_account()
    assert again.password(TARO) == "secret"
    assert again.local_password(TARO) == book.local_password(TARO)
    assert again.capabilities(TARO) == OFFER
    assert ids(again) == []


def test_the_files_are_owner_only_and_hold_no_password_in_clear(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), "canary-of-the-server")
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"canary" not in path.read_bytes()
        assert book.local_password(TARO).encode() not in path.read_bytes()


def test_a_mail_program_is_known_by_its_local_password(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), "secret")
    local = book.local_password(TARO)
    assert book.authenticate(TARO, local) == an_account()
    assert book.authenticate("Taro@EXAMPLE.co.jp", local) == an_account()
    assert book.authenticate(TARO, "secret") is None
    assert book.authenticate(TARO, "") is None
    assert book.authenticate("hanako@example.co.jp", local) is None
    assert book.authenticate("no address at all", local) is None


def test_one_accounts_local_password_is_not_anothers(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), None)
    book.put(an_account("hanako@example.co.jp"), None)
    assert book.authenticate("hanako@example.co.jp", book.local_password(TARO)) is None


def test_a_changed_account_keeps_its_passwords(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), "secret")
    local = book.local_password(TARO)
    book.put(an_account(hold_limit=10.0), None)
    assert book.get(TARO) == an_account(hold_limit=10.0)
    assert book.password(TARO) == "secret"
    assert book.authenticate(TARO, local)


def test_an_account_without_sign_in_forgets_the_password(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), "secret")
    book.put(an_account(auth=Auth.NONE), None)
    assert book.password(TARO) is None
    assert ids(book) == []


def test_a_removed_account_is_gone_with_its_passwords(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    book = a_book(tmp_path, keyring)
    book.put(an_account(), "secret")
    local = book.local_password(TARO)
    book.remove(TARO)
    for one in (book, a_book(tmp_path, keyring)):
        assert one.all() == ()
        assert one.password(TARO) is None
        assert one.local_password(TARO) == ""
        assert one.authenticate(TARO, local) is None


class TestWithoutAKeyring:
    """Mail programs go on working; passwords of servers are needed again."""

    def test_the_password_is_there_until_the_program_ends(self, tmp_path: Path) -> None:
        book = a_book(tmp_path, FakeKeyring(present=False))
        book.put(an_account(), "secret")
        assert book.password(TARO) == "secret"
        assert ids(book) == ["keyring-missing"]

    def test_after_a_restart_it_is_needed_and_the_mail_program_still_known(
        self, tmp_path: Path
    ) -> None:
        book = a_book(tmp_path, FakeKeyring(present=False))
        book.put(an_account(), "secret")
        local = book.local_password(TARO)
        again = a_book(tmp_path, FakeKeyring(present=False))
        assert again.password(TARO) is None
        assert again.local_password(TARO) == ""
        assert again.authenticate(TARO, local) == an_account()
        assert ids(again) == ["keyring-missing", f"password-needed:{TARO}"]
        again.set_password(TARO, "secret")
        assert again.password(TARO) == "secret"
        assert ids(again) == ["keyring-missing"]

    def test_where_no_password_is_needed_nothing_is_missing(self, tmp_path: Path) -> None:
        book = a_book(tmp_path, FakeKeyring(present=False))
        book.put(an_account(auth=Auth.NONE), None)
        assert ids(book) == []

    def test_nothing_secret_is_on_the_disk(self, tmp_path: Path) -> None:
        book = a_book(tmp_path, FakeKeyring(present=False))
        book.put(an_account(), "canary")
        assert [path.name for path in tmp_path.iterdir()] == ["accounts.json"]
        assert b"canary" not in (tmp_path / "accounts.json").read_bytes()


def test_while_the_vault_is_not_open_no_password_is_asked_for(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    a_book(tmp_path, keyring).put(an_account(), "secret")
    starting = AccountBook(tmp_path / "accounts.json", Vault(tmp_path / "secrets.bin", keyring))
    assert starting.password(TARO) is None
    assert ids(starting) == []
    starting.open_vault()
    assert starting.password(TARO) == "secret"


def test_every_trouble_of_the_vault_is_a_condition_with_a_remedy(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    a_book(tmp_path, keyring).put(an_account(), "secret")
    needed = f"password-needed:{TARO}"
    keyring.locked = True
    assert ids(a_book(tmp_path, keyring)) == ["keyring-locked", needed]
    keyring.locked = False
    (tmp_path / "secrets.bin").write_bytes(b"damaged")
    assert ids(a_book(tmp_path, keyring)) == ["vault-damaged", needed]
    (tmp_path / "secrets.bin").mkdir()
    assert ids(a_book(tmp_path, keyring)) == ["vault-unreadable", needed]
    assert all(c.sentence and c.remedy for c in a_book(tmp_path, keyring).conditions())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version":1}', b"\xff", b"[" * 100_000])
def test_a_damaged_register_is_named_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "accounts.json"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=r"accounts\.json is damaged"):
        a_book(tmp_path)
    assert path.read_bytes() == content


def test_a_register_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text('{"version":2,"accounts":[]}')
    with pytest.raises(RegisterError, match="newer"):
        a_book(tmp_path)


def test_a_register_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "accounts.json").mkdir()
    with pytest.raises(RegisterError, match="cannot be read"):
        a_book(tmp_path)


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = a_book(tmp_path)
    book.put(an_account(), "secret")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace", fail)
    with pytest.raises(RegisterError, match="No space left on device"):
        book.put(an_account("hanako@example.co.jp"), None)
    with pytest.raises(RegisterError):
        book.remove(TARO)
    book.learn_capabilities(TARO, OFFER)
    assert book.all() == (an_account(),)
    assert book.capabilities(TARO) == OFFER  # known until the engine ends


def test_what_an_unknown_server_offers_is_nothing(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.learn_capabilities("nobody@example.co.jp", OFFER)
    assert book.capabilities("nobody@example.co.jp") == Capabilities()
