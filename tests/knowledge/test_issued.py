"""The list that the organisation signs: used if it is right, else the last good one is."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from mailguard.domain.recipient import RecipientClass
from mailguard.domain.settings import Organisation
from mailguard.inspection.domains import organisation_of, registrable
from mailguard.knowledge.issued import IssuedList, IssuedListSettings
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.paths import DataFolder
from mailguard.policy.affiliation import Affiliations
from mailguard.signing import COMPANIES, beside, new_key, public_key, seal
from tests.mails import an_address

KEY = new_key()
PUBLIC = public_key(KEY)
LIST = "会社名,ドメイン,区分\n株式会社アクメ,acme.example,取引先\n子会社,sister.example,group\n"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    return folder


def published(folder: DataFolder, text: str = LIST, version: int = 1) -> Path:
    path = folder.root.parent / "list.csv"
    path.write_text(text, "utf-8")
    beside(path).write_bytes(seal(path.read_bytes(), KEY, COMPANIES, version))
    return path


def issued(folder: DataFolder, path: Path, key: str = PUBLIC) -> IssuedList:
    return IssuedList(IssuedListSettings(str(path), key), folder.company_list)


def owners(folder: DataFolder, name: str) -> tuple[str, ...]:
    return tuple(KnowledgeReader(folder.knowledge, organisation_of).organisations_called(name))


def test_without_a_list_there_is_nothing(folder: DataFolder) -> None:
    none = IssuedList(IssuedListSettings(), folder.company_list)
    assert (none.renew(), none.examine()) == ((), ())


def test_its_companies_are_known(folder: DataFolder) -> None:
    assert issued(folder, published(folder)).renew() == ()
    assert owners(folder, "アクメ(株)") == ("acme.example",)


def test_its_classes_count_beside_those_of_the_settings(folder: DataFolder) -> None:
    issued(folder, published(folder)).renew()
    reader = KnowledgeReader(folder.knowledge, organisation_of)
    ours = reader.organisation(Organisation(partner=("gamma.example",)))
    assert ours == Organisation((), ("sister.example",), ("gamma.example", "acme.example"))
    affiliations = Affiliations(ours, (), frozenset(), registrable)
    assert affiliations.kind(an_address("a@mail.acme.example")) is RecipientClass.PARTNER


def test_another_list_or_other_settings_join_anew(folder: DataFolder) -> None:
    reader = KnowledgeReader(folder.knowledge, organisation_of)
    issued(folder, published(folder)).renew()
    assert "acme.example" in reader.organisation(Organisation()).partner
    assert reader.organisation(Organisation(own=("a.example",))).own == ("a.example",)
    issued(folder, published(folder, "Gamma,gamma.example,partner\n", 2)).renew()
    assert reader.organisation(Organisation()).partner == ("gamma.example",)


def test_a_list_that_changes_is_read_anew(folder: DataFolder) -> None:
    reader = KnowledgeReader(folder.knowledge, organisation_of)
    assert reader.organisations_called("アクメ") == ()
    issued(folder, published(folder)).renew()
    assert reader.organisations_called("アクメ") == ("acme.example",)


def test_a_list_that_was_changed_is_named_and_the_last_good_one_stays(
    folder: DataFolder, caplog: pytest.LogCaptureFixture
) -> None:
    path = published(folder)
    issued(folder, path).renew()
    path.write_text("株式会社アクメ,evil.example\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        (condition,) = issued(folder, path).renew()
    assert str(path) in condition.sentence
    assert "changed since it was signed" in condition.sentence
    assert "version 1" in condition.remedy
    assert condition.sentence in caplog.text
    assert issued(folder, path).examine() == (condition,)
    assert owners(folder, "アクメ") == ("acme.example",)


def test_an_older_version_is_not_taken(folder: DataFolder) -> None:
    path = published(folder, version=3)
    issued(folder, path).renew()
    published(folder, "株式会社アクメ,old.example\n", version=2)
    (condition,) = issued(folder, path).renew()
    assert "older than version 3" in condition.sentence
    assert owners(folder, "アクメ") == ("acme.example",)


@pytest.mark.parametrize("key", ["", "no key"])
def test_a_key_that_is_none_is_named(folder: DataFolder, key: str) -> None:
    (condition,) = issued(folder, published(folder), key).renew()
    assert "no public key" in condition.sentence
    assert owners(folder, "アクメ") == ()


def test_a_list_that_cannot_be_reached_is_named_when_asked_or_never_seen(
    folder: DataFolder,
) -> None:
    path = published(folder)
    issued(folder, path).renew()
    beside(path).unlink()
    assert issued(folder, path).renew() == ()
    (condition,) = issued(folder, path).examine()
    assert str(beside(path)) in condition.sentence
    assert "version 1" in condition.remedy
    folder.company_list.unlink()
    assert len(issued(folder, path).renew()) == 1
    assert owners(folder, "アクメ") == ()


def test_a_wrong_line_is_named_and_the_others_are_used(folder: DataFolder) -> None:
    path = published(folder, f"{LIST}Nobody\n")
    assert issued(folder, path).renew() == ()
    (condition,) = issued(folder, path).examine()
    assert f"{path}, line 4" in condition.sentence
    assert owners(folder, "アクメ") == ("acme.example",)


def test_looking_at_a_list_does_not_take_it(folder: DataFolder) -> None:
    assert issued(folder, published(folder)).examine() == ()
    assert not folder.company_list.exists()


def test_when_no_list_is_wanted_any_more_the_copy_goes(folder: DataFolder) -> None:
    issued(folder, published(folder)).renew()
    IssuedList(IssuedListSettings(), folder.company_list).renew()
    assert owners(folder, "アクメ") == ()
