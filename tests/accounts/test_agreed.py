"""Passwords that were agreed on with organisations: one for all who get the files, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.accounts.agreed import AgreedPasswords
from mailguard.domain.command import Agree, Agreed, ListAgreed
from mailguard.domain.entry import Channel
from mailguard.secrets.vault import Vault
from tests.fakes.keyring import FakeKeyring


@pytest.fixture
def agreed(tmp_path: Path) -> AgreedPasswords:
    return AgreedPasswords(Vault(tmp_path / "vault", FakeKeyring()))


async def agree(agreed: AgreedPasswords, organisation: str, password: str) -> object:
    return await agreed.handlers()[Agree](Agree(organisation, password), Channel.DESKTOP)


async def test_an_organisation_knows_its_password(agreed: AgreedPasswords) -> None:
    assert await agree(agreed, "acme.example", "kiri-momo-7") == Agreed(("acme.example",))
    assert agreed.for_all({"acme.example"}) == "kiri-momo-7"
    assert agreed.for_all({"other.example"}) == ""
    assert agreed.for_all(()) == ""


async def test_one_for_several_only_where_all_know_the_same(agreed: AgreedPasswords) -> None:
    await agree(agreed, "acme.example", "kiri-momo-7")
    await agree(agreed, "beta.example", "another one")
    assert agreed.for_all({"acme.example", "beta.example"}) == ""
    assert agreed.for_all({"acme.example", "other.example"}) == ""
    await agree(agreed, "beta.example", "kiri-momo-7")
    assert agreed.for_all({"acme.example", "beta.example"}) == "kiri-momo-7"


async def test_it_can_be_forgotten_and_none_is_listed_with_its_password(
    agreed: AgreedPasswords,
) -> None:
    await agree(agreed, "acme.example", "kiri-momo-7")
    assert await agree(agreed, "acme.example", "") == Agreed(())
    listing = await agreed.handlers()[ListAgreed](ListAgreed(), Channel.DESKTOP)
    assert "kiri" not in repr(listing)
    assert agreed.for_all({"acme.example"}) == ""
