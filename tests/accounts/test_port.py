"""The ports are chosen free and low, once, and then kept."""

from __future__ import annotations

import errno
import json
import socket
import stat
from pathlib import Path

import pytest

from mailguard import files, loopback
from mailguard.accounts import port
from mailguard.accounts.port import PortError, Ports, submission_ports
from mailguard.loopback import is_free


def test_they_are_free_and_below_the_ports_of_outgoing_connections(tmp_path: Path) -> None:
    ports = submission_ports(tmp_path / "port.json")
    assert ports.clear != ports.tls
    for chosen in (ports.clear, ports.tls):
        assert is_free(chosen)
        assert 1024 < chosen < 32768


def test_they_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "port.json"
    assert submission_ports(path) == submission_ports(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_they_are_kept_even_while_another_program_has_one(tmp_path: Path) -> None:
    path = tmp_path / "port.json"
    ports = submission_ports(path)
    with socket.create_server(("127.0.0.1", ports.clear)):
        assert not is_free(ports.clear)
        assert submission_ports(path) == ports


def test_a_file_of_before_there_was_a_port_of_tls_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "port.json"
    path.write_text('{"smtp_port": 25025}')
    ports = submission_ports(path)
    assert ports.clear == 25025
    assert is_free(ports.tls)
    assert json.loads(path.read_text()) == {"smtp_port": 25025, "smtps_port": ports.tls}
    assert submission_ports(path) == ports
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_port_of_tls_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = submission_ports(tmp_path / "port.json").clear
    path = tmp_path / "old.json"
    path.write_text(f'{{"smtp_port": {kept}}}')
    monkeypatch.setattr(loopback, "_CANDIDATES", [kept] * 200)
    with pytest.raises(PortError, match="No free port"):
        submission_ports(path)


def test_a_port_taken_on_either_loopback_is_not_free() -> None:
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            taken = socket.create_server((host, 0), family=family)
        except OSError:
            continue  # a system without IPv6
        with taken:
            assert not is_free(taken.getsockname()[1])


def test_where_two_choose_at_once_both_get_the_first_ones_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "port.json"

    def somebody_was_faster(besides: set[int]) -> int:
        path.write_text('{"smtp_port": 23456, "smtps_port": 23465}')
        return 23457 + len(besides - {0})

    monkeypatch.setattr(port, "choose_port", somebody_was_faster)
    assert submission_ports(path) == Ports(23456, 23465)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "\x00",
        '{"smtp_port": 0}',
        '{"smtp_port": "25"}',
        '{"smtps_port": 25465}',
        '{"smtp_port": 25025, "smtps_port": 65536}',
        '{"smtp_port": 25025, "smtps_port": 25025}',
    ],
)
def test_a_damaged_file_is_named_and_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "port.json"
    path.write_text(content)
    with pytest.raises(PortError, match=r"port\.json"):
        submission_ports(path)
    assert path.read_text() == content


def test_where_nothing_is_free_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "is_free", lambda _: False)
    with pytest.raises(PortError, match="No free port"):
        submission_ports(tmp_path / "port.json")


def test_a_file_that_cannot_be_completed_is_named_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "port.json"
    path.write_text('{"smtp_port": 25025}')
    monkeypatch.setattr(files, "replace", full)
    with pytest.raises(PortError, match="No space left"):
        submission_ports(path)
    assert path.read_text() == '{"smtp_port": 25025}'


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(PortError, match="could not be written"):
        submission_ports(tmp_path / "no such folder" / "port.json")
