"""What an IT department does to issue a list of companies, and what comes of it."""

from __future__ import annotations

from pathlib import Path

from mailguard.knowledge.issued import IssuedList, IssuedListSettings
from mailguard.knowledge.organisation_lists import OrganisationLists
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard


def a_list(folder: Path, text: str = "company,domain\nAcme,acme.example\n") -> Path:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return path


def a_key(mailguard: Mailguard, folder: Path) -> tuple[Path, str]:
    """The file of a new private key, and the public key as the command prints it."""
    key = folder / "key.pem"
    told = mailguard("list", "new-key", str(key))
    assert told.code == 0
    return key, told.out.rpartition('key = "')[2].strip().removesuffix('"')


def test_a_list_is_signed_checked_and_used(mailguard: Mailguard, tmp_path: Path) -> None:
    key, public = a_key(mailguard, tmp_path)
    path = a_list(tmp_path)
    told = mailguard("list", "sign", str(path), "--key", str(key))
    assert told.code == 0
    assert "version 1" in told.out
    assert mailguard("list", "check", str(path), "--public", public).code == 0
    data = DataFolder(tmp_path / "installed")
    data.create()
    settings = IssuedListSettings(str(path), public)
    assert IssuedList(settings, data.company_list).renew() == ()
    lists = OrganisationLists(data.root)
    lists.refresh()
    assert lists.names == {"acme.example": ("Acme",)}


def test_each_signature_is_a_version_more(mailguard: Mailguard, tmp_path: Path) -> None:
    key, public = a_key(mailguard, tmp_path)
    path = str(a_list(tmp_path))
    sign = ("list", "sign", path, "--key", str(key))
    assert "version 1" in mailguard(*sign).out
    assert "version 2" in mailguard(*sign).out
    assert "version 9" in mailguard(*sign, "--version", "9").out
    assert "version 9" in mailguard("list", "check", path, "--public", public).out
    assert mailguard(*sign, "--version", "0").code == 2


def test_no_key_is_overwritten(mailguard: Mailguard, tmp_path: Path) -> None:
    key, _public = a_key(mailguard, tmp_path)
    before = key.read_bytes()
    told = mailguard("list", "new-key", str(key))
    assert told.code == 1
    assert str(key) in told.err
    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o077 == 0


def test_wrong_lines_are_named_when_a_list_is_signed(mailguard: Mailguard, tmp_path: Path) -> None:
    key, public = a_key(mailguard, tmp_path)
    path = a_list(tmp_path, "Acme\nBeta,beta.example\n")
    told = mailguard("list", "sign", str(path), "--key", str(key))
    assert told.code == 0
    assert f"{path}, line 1: " in told.err
    assert mailguard("list", "check", str(path), "--public", public).code == 1


def test_a_changed_list_and_a_wrong_key_are_named(mailguard: Mailguard, tmp_path: Path) -> None:
    key, public = a_key(mailguard, tmp_path)
    path = a_list(tmp_path)
    assert mailguard("list", "sign", str(path), "--key", str(path)).code == 1
    mailguard("list", "sign", str(path), "--key", str(key))
    a_list(tmp_path, "Evil,acme.example\n")
    told = mailguard("list", "check", str(path), "--public", public)
    assert told.code == 1
    assert "changed since it was signed" in told.err
    assert "no public key" in mailguard("list", "check", str(path), "--public", "x").err


def test_what_cannot_be_read_is_named(mailguard: Mailguard, tmp_path: Path) -> None:
    key, _public = a_key(mailguard, tmp_path)
    missing = tmp_path / "missing.csv"
    told = mailguard("list", "sign", str(missing), "--key", str(key))
    assert told.code == 1
    assert str(missing) in told.err
    path = a_list(tmp_path)
    path.with_name("list.csv.sig").write_text("{")
    told = mailguard("list", "sign", str(path), "--key", str(key))
    assert told.code == 1
    assert "--version" in told.err
