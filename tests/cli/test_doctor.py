"""The doctor says what is wrong and what to do, with an engine and without."""

from __future__ import annotations

import socket

import pytest

from mailguard.domain.command import Examine, Examined
from mailguard.domain.event import Condition
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard
from tests.cli.test_account import ADD
from tests.fakes.front import FakeFront

PORT_TAKEN = Condition("port-taken", "Another program uses port 25025.", "Close it.")


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_an_engine_that_is_well(mailguard: Mailguard, front: FakeFront) -> None:
    front.answers[Examine] = Examined(())
    told = mailguard("doctor")
    assert told.code == 0
    assert told.out == "MailGuard is running.\nEverything is in order.\n"
    assert mailguard("doctor", "--json").json == {"running": True, "conditions": []}


def test_what_is_wrong_comes_with_what_to_do(mailguard: Mailguard, front: FakeFront) -> None:
    front.answers[Examine] = Examined((PORT_TAKEN,))
    told = mailguard("doctor")
    assert told.code == 1
    assert "- Another program uses port 25025.\n  Close it.\n" in told.out
    assert mailguard("doctor", "--json").json["conditions"] == [
        {
            "id": "port-taken",
            "sentence": "Another program uses port 25025.",
            "remedy": "Close it.",
            "account": "",
        }
    ]


def test_an_installation_that_was_never_started_is_well_and_stays_untouched(
    mailguard: Mailguard, folder: DataFolder
) -> None:
    told = mailguard("doctor")
    assert told.code == 0
    assert told.out.startswith("MailGuard is not running.\n")
    assert not folder.root.exists()


def test_without_an_engine_the_files_the_port_and_the_servers_are_looked_at(
    mailguard: Mailguard, folder: DataFolder
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unreachable:
        port = str(unreachable.getsockname()[1])
    words = [{"587": port, "smtp.example.co.jp": "127.0.0.1"}.get(word, word) for word in ADD]
    smtp = mailguard(*words, "--json", stdin=b"right\n").json["smtp"]
    mailguard(*words, "--auth", "none", "--address", "hanako@example.co.jp")
    folder.config.write_text("delay = 1\n")
    with (
        socket.create_server(("127.0.0.1", smtp["port"])),
        socket.create_server(("127.0.0.1", smtp["tls_port"])),
    ):
        told = mailguard("doctor", "--json")
    assert told.code == 1
    ids = {condition["id"].partition(":")[0] for condition in told.json["conditions"]}
    assert ids == {
        "config-broken",
        "keyring-missing",
        "password-needed",
        "port-taken",
        "server-unreachable",
        "tls-port-taken",
    }


def test_damaged_accounts_are_said_once(mailguard: Mailguard, folder: DataFolder) -> None:
    folder.create()
    folder.accounts.write_text("{")
    told = mailguard("doctor", "--json")
    assert [condition["id"] for condition in told.json["conditions"]] == ["accounts-broken"]


def test_a_wrong_line_of_a_list_is_named(mailguard: Mailguard, folder: DataFolder) -> None:
    folder.create()
    (folder.root / "companies.csv").write_text("Acme\n")
    told = mailguard("doctor")
    assert told.code == 1
    assert "companies.csv, line 1: A company's name and its domain are needed here." in told.out


def test_a_signed_list_that_is_not_right_is_named(mailguard: Mailguard, folder: DataFolder) -> None:
    folder.create()
    path = folder.root / "issued.csv"
    path.write_text("Acme,acme.example\n")
    path.with_name("issued.csv.sig").write_text("{}")
    folder.config.write_text(f"[companies]\nlist = '{path}'\nkey = 'x'\n")
    told = mailguard("doctor")
    assert told.code == 1
    assert f"The list of companies {path} is not used: the signature is damaged." in told.out
