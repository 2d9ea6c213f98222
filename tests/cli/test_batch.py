"""Mails are learned from and checked as a stream of lines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.conftest import Mailguard
from tests.mails import an_eml


def orders(folder: Path, *mails: tuple[str, bytes]) -> bytes:
    """Lines of orders, for mails in files of `folder`."""
    lines = []
    for number, (op, octets) in enumerate(mails):
        path = folder / f"{number}.eml"
        path.write_bytes(octets)
        lines.append(json.dumps({"op": op, "file": str(path)}))
    return "\n".join(lines).encode()


def answers(mailguard: Mailguard, folder: Path, stdin: bytes) -> list[dict[str, Any]]:
    words = ("--knowledge", str(folder / "known"), "--own-address", "taro@example.co.jp")
    told = mailguard("batch", "--json", *words, stdin=stdin)
    assert told.code == 0
    return [json.loads(line) for line in told.out.splitlines()]


def test_a_check_knows_what_was_learned_before_it(mailguard: Mailguard, tmp_path: Path) -> None:
    typo = ("check", an_eml(to=["hanaok@acme.example"]))
    mails = [("sent", an_eml().replace(b"<1@", b"<%d@" % number)) for number in range(6)]
    before, *learned, after = answers(mailguard, tmp_path, orders(tmp_path, typo, *mails, typo))
    assert learned[0] == {"file": str(tmp_path / "1.eml"), "ok": True}
    assert set(after) == {"file", "findings", "recipients", "ms"}
    assert "lookalike-contact" not in [finding["check"] for finding in before["findings"]]
    assert "lookalike-contact" in [finding["check"] for finding in after["findings"]]


def test_what_is_no_order_or_no_file_has_an_error(mailguard: Mailguard, tmp_path: Path) -> None:
    stdin = b'{"op": "burn", "file": "a"}\nnonsense\n{"op": "sent", "file": "no.eml"}\n\n'
    burn, nonsense, missing = answers(mailguard, tmp_path, stdin)
    assert "error" in burn
    assert "error" in nonsense
    assert missing == {"file": "no.eml", "error": "No such file or directory"}


def test_a_folder_that_cannot_be_written_is_named(mailguard: Mailguard, tmp_path: Path) -> None:
    (tmp_path / "known").write_text("a file")
    words = ("--knowledge", str(tmp_path / "known"), "--own-address", "taro@example.co.jp")
    told = mailguard("batch", *words)
    assert told.code == 1
    assert "cannot be kept" in told.err


def test_each_answer_comes_before_the_next_order(tmp_path: Path) -> None:
    """Who asks one by one gets its answers one by one, and nothing is held open meanwhile."""
    command = [sys.executable, "-m", "mailguard", "batch", "--json"]
    words = ["--knowledge", str(tmp_path / "known"), "--own-address", "taro@example.co.jp"]
    with subprocess.Popen(
        [*command, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(orders(tmp_path, ("sent", an_eml())) + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["ok"]
        process.stdin.close()
        assert process.wait(30) == 0
