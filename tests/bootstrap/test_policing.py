"""A running engine goes by what the policy's files say now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mailguard import i18n, signing
from mailguard.bootstrap import policing as module
from mailguard.bootstrap.permitting import why_not
from mailguard.bootstrap.policing import Policing
from mailguard.domain.event import Condition
from mailguard.domain.permissions import Permissions
from mailguard.guard.options import Answering, Options
from mailguard.paths import DataFolder
from mailguard.rulebook.edition import Edition
from mailguard.rulebook.fetching import Arrived, Fetcher, FetchError
from tests.rulebook.installations import Installation


class Rig:
    """Policing for an installation, and what it tells."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.policing = Policing(installation.rulebook)
        self.reports: dict[str, list[str]] = {}
        self.editions: list[Edition] = []

    def start(self) -> None:
        self.policing.start(self._report, self.editions.append)

    def _report(self, source: str, *conditions: Condition) -> None:
        self.reports[source] = [condition.id for condition in conditions]


@pytest.fixture
async def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    """One that looks without pausing."""
    monkeypatch.setattr(module, "_LOOK", 0.001)
    monkeypatch.setattr(module, "_FETCH", 0.001)
    rig = Rig(Installation(tmp_path))
    yield rig
    await rig.policing.stop()


async def test_a_file_that_changes_is_gone_by_at_once(rig: Rig) -> None:
    rig.start()
    rig.installation.user("delay.external = 5\n")
    async with asyncio.timeout(5):
        while not rig.editions:
            await asyncio.sleep(0)
    assert rig.policing.edition.configuration.delay.external == 5.0
    assert rig.policing.edition.policy_for([]).settings.delay.external == 5.0


async def test_what_is_wrong_is_said_and_taken_back(rig: Rig) -> None:
    rig.installation.organisation("delay = 1\n")
    rig.policing = Policing(rig.installation.rulebook)
    rig.start()
    assert rig.reports["policy"] == ["policy-broken:policy.toml"]
    rig.installation.organisation("")
    async with asyncio.timeout(5):
        while not rig.editions:
            await asyncio.sleep(0)
    assert rig.reports["policy"] == []


async def test_nothing_is_read_anew_without_need(rig: Rig) -> None:
    rig.start()
    for _turn in range(3):
        await rig.policing.look()
    assert rig.editions == []


class FakeFetcher(Fetcher):
    """Brings what it is told to."""

    arrived: Arrived | FetchError | None = None
    taken: Arrived | None = None

    def fetch(self) -> Arrived | None:
        if isinstance(FakeFetcher.arrived, FetchError):
            raise FakeFetcher.arrived
        return FakeFetcher.arrived

    def accepted(self, arrived: Arrived) -> None:
        FakeFetcher.taken = arrived


async def test_a_policy_that_lies_elsewhere_is_taken_over(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Fetcher", FakeFetcher)
    monkeypatch.setattr(module, "_LOOK", 3600.0)
    monkeypatch.setattr(module, "_FETCH", 3600.0)
    key = signing.new_key()
    rig.installation.organisation(
        f"[policy]\nurl = 'https://x.example/p'\npublic_key = '{signing.public_key(key)}'\n"
    )
    octets = b"version = 2\ndelay.external = 600\n"
    FakeFetcher.arrived = FetchError("the server cannot be reached.")
    rig.policing = Policing(rig.installation.rulebook)
    rig.start()
    async with asyncio.timeout(5):
        while "policy-fetch" not in rig.reports:
            await asyncio.sleep(0)
    assert rig.reports["policy"] == ["policy-never-fetched"]
    assert rig.reports["policy-fetch"] == ["policy-not-fetched"]
    FakeFetcher.arrived = Arrived(octets, signing.seal(octets, key, "policy", 2), "")
    await rig.policing.fetch()
    await rig.policing.look()
    assert FakeFetcher.taken == FakeFetcher.arrived
    assert rig.policing.edition.configuration.delay.external == 600.0
    assert rig.reports == {"policy": [], "policy-fetch": []}


async def test_where_it_lies_elsewhere_from_now_on_it_is_fetched_at_once(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Fetcher", FakeFetcher)
    monkeypatch.setattr(module, "_FETCH", 3600.0)
    monkeypatch.setattr(module, "_AGAIN", 3600.0)
    FakeFetcher.arrived = FetchError("the server cannot be reached.")
    rig.start()
    async with asyncio.timeout(5):
        while "policy-fetch" not in rig.reports:
            await asyncio.sleep(0)
        key = signing.public_key(signing.new_key())
        text = f"[policy]\nurl = 'https://x.example/p'\npublic_key = '{key}'\n"
        rig.installation.organisation(text)
        while not rig.reports["policy-fetch"]:
            await asyncio.sleep(0)
    assert rig.reports["policy-fetch"] == ["policy-not-fetched"]


@pytest.mark.parametrize(
    ("options", "permissions", "word"),
    [
        (Options(), Permissions(headless=False, answer_send=False), ""),
        (Options(headless=True), Permissions(headless=False), "--headless"),
        (Options(answering=Answering.SEND), Permissions(answer_send=False), "--answer send"),
        (Options(answering=Answering.BACK), Permissions(answer_send=False), ""),
    ],
)
def test_an_engine_runs_as_the_organisation_allows(
    options: Options, permissions: Permissions, word: str
) -> None:
    said = why_not(options, DataFolder.usual(), permissions)
    assert (word in said) if word else said == ""


def test_another_data_folder_may_be_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbidding = Permissions(other_data_folders=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert str(DataFolder.usual().root) in why_not(Options(), DataFolder.locate(), forbidding)
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("MAILGUARD_DATA", raising=False)
    assert why_not(Options(), DataFolder.locate(), forbidding) == ""
    assert why_not(Options(), DataFolder(tmp_path), Permissions()) == ""


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")
