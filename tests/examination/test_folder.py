"""What keeps mail from being kept is found, and said with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from mailguard.examination.folder import of_folder
from mailguard.paths import DataFolder
from mailguard.spool import filesystem


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    return folder


def found(folder: DataFolder) -> dict[str, str]:
    return {c.id: f"{c.sentence} {c.remedy}" for c in of_folder(folder)}


def test_a_sound_folder_has_nothing(folder: DataFolder) -> None:
    assert found(folder) == {}


def test_a_folder_that_does_not_exist_yet_has_nothing_and_is_not_made(tmp_path: Path) -> None:
    assert found(DataFolder(tmp_path / "deep" / "data")) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_network_drive_is_named(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "kind", lambda _: "nfs4")
    assert "nfs4" in found(folder)["network-file-system"]


def test_a_full_disk_is_named(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 12_000_000))
    assert "12 MB" in found(folder)["disk-full"]


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert "folder-not-writable" in found(DataFolder(tmp_path / "data"))


def test_a_mistake_in_the_configuration_is_named_with_its_line(folder: DataFolder) -> None:
    folder.config.write_text("[delay]\nextrenal = 1\n")
    assert "line 2" in found(folder)["config-broken"]


def test_every_wrong_setting_is_named_with_its_line(folder: DataFolder) -> None:
    folder.config.write_text(
        "[organisation]\n"
        'own = ["example.co.jp", "nowhere example"]\n'
        "[checks.visible-recipients]\n"
        'people = "ten"\n'
        "organisations = 3\n"
        "[checks.no-such]\n"
        "[checks.keyword]\n"
        'danger = "secret"\n'
    )
    told = list(found(folder).values())
    assert [int(each.split("line ")[1].split(":")[0]) for each in told] == [2, 4, 6, 8]
    assert "“nowhere example” is no domain" in told[0]
    assert "“people” has to be a whole number" in told[1]
    assert "there is no check “no-such”" in told[2]
    assert "“danger” has to be a list in brackets" in told[3]


def test_damaged_accounts_are_named(folder: DataFolder) -> None:
    folder.accounts.write_text("{")
    assert "accounts.json" in found(folder)["accounts-broken"]


def test_a_damaged_port_is_named_and_no_port_is_chosen(folder: DataFolder) -> None:
    assert not folder.port.exists()
    folder.port.write_text("{")
    assert "port.json" in found(folder)["port-unknown"]


def test_how_much_of_the_disk_stays_free_is_a_setting(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 300_000_000))
    assert "disk-full" not in found(folder)
    folder.config.write_text("[spool]\nfree_space = 400000000\n")
    assert "400 MB" in found(folder)["disk-full"]


def test_an_empty_word_on_a_list_is_named_with_its_line(folder: DataFolder) -> None:
    folder.config.write_text('[checks.keyword]\ndanger = [\n  "secret",\n  " ",\n]\n')
    assert "line 4: an empty text says nothing" in found(folder)["config-broken"]
