"""The port is chosen free and low, once, and then kept."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from mailguard import loopback
from mailguard.accounts import port
from mailguard.accounts.port import PortError, submission_port
from mailguard.loopback import is_free


def test_it_is_free_and_below_the_ports_of_outgoing_connections(tmp_path: Path) -> None:
    chosen = submission_port(tmp_path / "port.json")
    assert is_free(chosen)
    assert 1024 < chosen < 32768


def test_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "port.json"
    assert submission_port(path) == submission_port(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_kept_even_while_another_program_has_it(tmp_path: Path) -> None:
    path = tmp_path / "port.json"
    chosen = submission_port(path)
    with socket.create_server(("127.0.0.1", chosen)):
        assert not is_free(chosen)
        assert submission_port(path) == chosen


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

    def somebody_was_faster() -> int:
        path.write_text('{"smtp_port": 23456}')
        return 23457

    monkeypatch.setattr(port, "choose_port", somebody_was_faster)
    assert submission_port(path) == 23456


@pytest.mark.parametrize("content", ["", "{}", '{"smtp_port": 0}', '{"smtp_port": "25"}', "\x00"])
def test_a_damaged_file_is_named_and_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "port.json"
    path.write_text(content)
    with pytest.raises(PortError, match=r"port\.json"):
        submission_port(path)
    assert path.read_text() == content


def test_where_nothing_is_free_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "is_free", lambda _: False)
    with pytest.raises(PortError, match="No free port"):
        submission_port(tmp_path / "port.json")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(PortError, match="could not be written"):
        submission_port(tmp_path / "no such folder" / "port.json")
