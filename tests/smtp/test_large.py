"""A mail of 100 MB, and what it costs."""

from __future__ import annotations

import hashlib
import socket
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.bench.mails import big_mail
from tests.bench.measure import peak_memory
from tests.smtp.alone import process

MEGA = 1_000_000
SESSION = (
    b"EHLO x\r\n",
    b"AUTH PLAIN AHRhcm9AZXhhbXBsZS5qcABjb3JyZWN0IGhvcnNl\r\n",
    b"MAIL FROM:<taro@example.jp>\r\n",
    b"RCPT TO:<a@example.com>\r\n",
    b"DATA\r\n",
)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_hundred_megabytes_need_no_memory_and_little_time(tmp_path: Path) -> None:
    file = tmp_path / "mail"
    wire = big_mail(100 * MEGA).wire
    with (
        process(str(file)) as (port, pid),
        socket.create_connection(("127.0.0.1", port)) as client,
        client.makefile("rb") as said,
    ):
        for octets in SESSION:
            _reply(said)
            client.sendall(octets)
        _reply(said)
        before = peak_memory(pid).main_process
        started = time.monotonic()
        client.sendall(wire)
        assert _reply(said).startswith(b"250 ")
        assert time.monotonic() - started < 10
        assert peak_memory(pid).main_process - before < 5 * MEGA
    with file.open("rb") as kept:
        assert hashlib.file_digest(kept, "sha256").digest() == _sha256(wire[:-3])


def _reply(said: BinaryIO) -> bytes:
    while (line := said.readline())[3:4] == b"-":
        pass
    return line


def _sha256(octets: bytes) -> bytes:
    return hashlib.sha256(octets).digest()
