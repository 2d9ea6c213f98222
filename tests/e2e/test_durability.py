"""The real engine before its 250: what the kernel was told, and in which order."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard, bare_env
from tests.e2e.rig.raw_client import RawClient
from tests.e2e.rig.wait import until
from tests.fakes.upstream import Upstream
from tests.spool.system_calls import Call, broken_promise, parse

_ROOT = Path(__file__).parents[2]
_CALLS = "openat,write,pwrite64,writev,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2"
_ENGINE = (
    "import sys; from tests.spool.one_mail import FAULTS; from mailguard.cli.main import main; "
    "FAULTS[sys.argv[1]](); sys.exit(main(sys.argv[2:]))"
)
_MISSED = {
    "none": "",
    "no-fsync-of-the-file": "the file is synced",
    "no-fsync-of-the-folder": "the folder is synced",
    "no-fsync-of-the-log": "the log is synced",
    "rename-before-fsync": "the file is synced",
}
_MAIL = b"From: hanako@company.test\r\nSubject: kept\r\n\r\nHello\r\n"


def traced(a_mailguard: Callable[..., MailGuard], folder: Path, fault: str) -> list[Call]:
    """What the engine does from the start of the mail's text to its 250."""
    strace = shutil.which("strace")
    assert strace, "strace is among the packages for tests"
    trace = folder / "trace"
    watched = (strace, "-f", "-y", "-s", "64", "-o", trace, "-e", f"trace={_CALLS}")
    mailguard = a_mailguard(
        "--headless",
        "--answer",
        "ask",
        command=(*watched, sys.executable, "-c", _ENGINE, fault),
        env={**bare_env(folder), "PYTHONPATH": str(_ROOT)},
    )
    with Upstream() as upstream:
        mailguard.start()
        company = Account("hanako@company.test", upstream.port, username="", password="")
        mine = mailguard.add(company, "--hold-limit", "0")
        with RawClient.signed_in(mine) as client:
            assert client.send(_MAIL, mine.address, "taro@company.test").startswith("250 ")
            client.quit()
        mailguard.wait_for(State.ASKING, "kept")
        mailguard.run("stop")
    until(lambda: "+++ exited" in trace.read_text(errors="replace"), "the trace ends", within=30)
    calls = parse(trace.read_text("utf-8", "replace").splitlines())
    said = [call for call in calls if call.name == "sendto" and call.is_on('"354 ')]
    assert len(said) == 1
    ours = [call for call in calls if call.began > said[0].ended]
    return [replace(call, name="write") if call.name == "sendto" else call for call in ours]


@pytest.mark.real
@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
@pytest.mark.parametrize("fault", _MISSED)
def test_the_engine_says_250_when_file_name_folder_and_row_are_durable(
    fault: str, a_mailguard: Callable[..., MailGuard], tmp_path: Path
) -> None:
    calls = traced(a_mailguard, tmp_path, fault)
    (mailguard,) = tmp_path.glob("mailguard-*")
    spool = mailguard / "data" / "spool"
    folders = {str(path.parent) for path in spool.rglob("*.mail")}
    assert len(folders) == 1
    assert broken_promise(calls, folders.pop()) == _MISSED[fault]
