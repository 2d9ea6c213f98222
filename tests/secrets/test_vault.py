"""The vault keeps secrets on the disk under a key from the keyring, else in memory only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard import files
from mailguard.secrets.vault import Trouble, Vault
from tests.fakes.keyring import FakeKeyring

PASSWORD = "correct horse 電池 staple"
HEAD = len(b"MailGuard vault 1 ") + 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secrets.bin"


def an_open_vault(path: Path, keyring: FakeKeyring) -> Vault:
    vault = Vault(path, keyring)
    vault.open()
    return vault


def a_full_vault(path: Path, keyring: FakeKeyring) -> Vault:
    vault = an_open_vault(path, keyring)
    vault.put("server:taro", PASSWORD)
    vault.put("local:taro", "local")
    return vault


def test_a_secret_is_there_after_a_restart(path: Path) -> None:
    keyring = FakeKeyring()
    a_full_vault(path, keyring)
    again = an_open_vault(path, keyring)
    assert again.get("server:taro") == PASSWORD
    assert again.get("local:taro") == "local"
    assert again.trouble is None


def test_the_file_is_owner_only_and_holds_no_secret_in_clear(path: Path) -> None:
    a_full_vault(path, FakeKeyring())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"horse" not in path.read_bytes()
    assert b"taro" not in path.read_bytes()


def test_the_keyring_holds_one_key_of_256_bits(path: Path) -> None:
    keyring = FakeKeyring()
    a_full_vault(path, keyring)
    (key,) = keyring.keys.values()
    assert len(key) == 32


def test_the_same_secrets_never_look_the_same_twice(path: Path) -> None:
    vault = a_full_vault(path, FakeKeyring())
    first = path.read_bytes()
    vault.put("local:taro", "local")
    assert path.read_bytes()[HEAD:] != first[HEAD:]


def test_nothing_is_written_and_no_key_is_made_before_there_is_a_secret(path: Path) -> None:
    keyring = FakeKeyring()
    assert an_open_vault(path, keyring).trouble is None
    assert not path.exists()
    assert keyring.keys == {}


def test_a_forgotten_secret_is_gone_after_a_restart(path: Path) -> None:
    keyring = FakeKeyring()
    a_full_vault(path, keyring).put("server:taro", None)
    assert an_open_vault(path, keyring).get("server:taro") is None


def test_before_it_is_open_it_knows_nothing_and_says_so(path: Path) -> None:
    keyring = FakeKeyring()
    a_full_vault(path, keyring)
    vault = Vault(path, keyring)
    assert not vault.is_open
    assert vault.get("server:taro") is None


class TestWithoutAKeyring:
    """The secret is in memory only, never in clear on the disk."""

    def test_a_secret_is_kept_while_the_program_runs(self, path: Path) -> None:
        vault = a_full_vault(path, FakeKeyring(present=False))
        assert vault.get("server:taro") == PASSWORD
        assert vault.trouble is Trouble.NO_KEYRING
        assert not path.exists()

    def test_a_vault_of_better_days_is_left_as_it_is(self, path: Path) -> None:
        keyring = FakeKeyring()
        a_full_vault(path, keyring)
        before = path.read_bytes()
        keyring.present = False
        an_open_vault(path, keyring).put("server:taro", "new")
        assert path.read_bytes() == before

    def test_a_keyring_that_forgets_is_none(self, path: Path) -> None:
        keyring = FakeKeyring()
        keyring.forgetful = True
        vault = a_full_vault(path, keyring)
        assert vault.trouble is Trouble.LOCKED
        assert vault.get("server:taro") == PASSWORD
        assert not path.exists()


def test_a_locked_keyring_costs_nothing_and_is_asked_again_at_the_next_change(path: Path) -> None:
    keyring = FakeKeyring()
    a_full_vault(path, keyring)
    keyring.locked = True
    vault = an_open_vault(path, keyring)
    assert vault.trouble is Trouble.LOCKED
    assert vault.get("server:taro") is None
    vault.put("server:hanako", "other")
    keyring.locked = False
    vault.put("server:jiro", "third")
    again = an_open_vault(path, keyring)
    assert again.trouble is None
    names = ("server:taro", "server:hanako", "server:jiro")
    assert [again.get(name) for name in names] == [PASSWORD, "other", "third"]


def test_another_key_in_the_keyring_sets_the_vault_aside(path: Path) -> None:
    keyring = FakeKeyring()
    a_full_vault(path, keyring)
    for name in keyring.keys:
        keyring.keys[name] = b"k" * 32
    vault = an_open_vault(path, keyring)
    assert vault.trouble is Trouble.DAMAGED
    assert [file.name.startswith("secrets.bin.damaged-") for file in path.parent.iterdir()] == [
        True
    ]
    vault.put("server:taro", "given again")
    again = an_open_vault(path, keyring)
    assert again.trouble is None
    assert again.get("server:taro") == "given again"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(position=st.integers(0), damage=st.one_of(st.none(), st.integers(1, 255)))
def test_any_flipped_octet_or_cut_is_noticed_and_nothing_is_lost(
    path: Path, position: int, damage: int | None
) -> None:
    keyring = FakeKeyring()
    path.unlink(missing_ok=True)
    a_full_vault(path, keyring)
    octets = bytearray(path.read_bytes())
    position %= len(octets)
    if damage is None:
        del octets[position:]
    else:
        octets[position] ^= damage
    path.write_bytes(octets)
    vault = an_open_vault(path, keyring)
    assert vault.trouble is Trouble.DAMAGED
    assert vault.get("server:taro") is None
    (aside,) = path.parent.glob("secrets.bin.damaged-*")
    assert aside.read_bytes() == octets
    aside.unlink()


def test_a_full_disk_keeps_the_secret_in_memory_and_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = FakeKeyring()
    vault = a_full_vault(path, keyring)

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(files, "replace", fail)
    vault.put("server:taro", "new")
    assert vault.trouble is Trouble.DISK
    assert vault.get("server:taro") == "new"
    assert an_open_vault(path, keyring).get("server:taro") == PASSWORD


def test_a_file_that_cannot_be_read_is_not_replaced(path: Path) -> None:
    path.mkdir()
    vault = a_full_vault(path, FakeKeyring())
    assert vault.trouble is Trouble.DISK
    assert vault.get("server:taro") == PASSWORD
    assert path.is_dir()
