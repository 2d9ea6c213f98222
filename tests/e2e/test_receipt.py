"""A company's server takes mail that left through MailGuard, and refuses what went past it."""

import re
import shutil
import smtplib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import platformdirs
import pytest

import mailguard
import resources
from mailguard.domain.state import State
from mailguard.receipt.key import new_key
from tests.e2e.rig.account import Account
from tests.e2e.rig.dovecot import Dovecot
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.ports import free_port
from tests.e2e.rig.postfix import Postfix
from tests.mails import an_eml

_PYTHON = "/usr/bin/python3"  # the system's: that of this test may be closed to other users

RECIPE = (Path(__file__).parents[2] / "docs" / "enforce.md").read_text("utf-8")

# MailGuard, but for the folder of the organisation's policy.
WITH_POLICY = """
import sys
from pathlib import Path
from mailguard.bootstrap import run
from mailguard.cli.main import main
from mailguard.rulebook.places import Places
root = Path(sys.argv.pop(1))
run.system_places = lambda: Places(root)
sys.exit(main())
"""


@pytest.fixture
def key(open_folder: Path) -> Path:
    path = open_folder / "receipt.key"
    path.write_text(new_key())
    shutil.chown(path, "mail")
    path.chmod(0o400)
    return path


@pytest.fixture
def program(open_folder: Path) -> Path:
    """MailGuard where Postfix's own user may read it."""
    folder = open_folder / "program"
    if not folder.exists():
        for package in (mailguard, resources, msgspec, platformdirs):
            place = Path(str(package.__file__)).parent
            shutil.copytree(place, folder / place.name, ignore=shutil.ignore_patterns("*.pyc"))
    path = open_folder / "mailguard"
    path.write_text(f'#!/bin/sh\nPYTHONPATH={folder} exec {_PYTHON} -m mailguard "$@"\n')
    path.chmod(0o755)
    return path


def recipe(program: Path, key: Path, gate: int, back: int) -> str:
    """The lines of master.cf that the page gives, with this test's places."""
    (lines,) = re.findall(r"```\n# master\.cf\n(.+?)```", RECIPE, re.DOTALL)
    changes = {
        "127.0.0.1:10025": f"127.0.0.1:{gate}",
        "127.0.0.1:10026": f"127.0.0.1:{back}",
        "/usr/bin/mailguard": str(program),
        "/etc/postfix/receipt.key": str(key),
        "user=mailguard": "user=mail",
    }
    for theirs, ours in changes.items():
        assert theirs in lines
        lines = lines.replace(theirs, ours)
    return str(lines)


@pytest.fixture
def enforcing(a_postfix: Callable[..., Postfix], program: Path, key: Path) -> Postfix:
    gate, back = free_port(), free_port()
    proxy = {"smtpd_proxy_filter": f"127.0.0.1:{gate}", "smtpd_proxy_options": "speed_adjust"}
    return a_postfix(settings=proxy, services=recipe(program, key, gate, back))


@pytest.fixture
def through(
    a_mailguard: Callable[..., MailGuard], enforcing: Postfix, hanako: Account, key: Path,
    tmp_path: Path,
) -> MailGuard:  # fmt: skip
    root = tmp_path / "organisation"
    root.mkdir()
    (root / "policy.toml").write_text(f'[receipt]\nkey = "{key}"\n')
    command = (sys.executable, "-c", WITH_POLICY, root)
    made = a_mailguard("--headless", "--answer", "send", "--delay", "0", command=command)
    made.start()
    made.mine = made.add(replace(hanako, port=enforcing.port))  # type: ignore[attr-defined]  # for `send`
    return made


def send(mine: Account, octets: bytes, *to: str) -> None:
    with smtplib.SMTP(mine.host, mine.port, timeout=60) as client:
        client.login(mine.username, mine.password)
        client.sendmail(mine.address, to, octets)


def test_only_what_left_through_mailguard_as_it_is_arrives(
    through: MailGuard, enforcing: Postfix, hanako: Account, dovecot: Dovecot, recipient: str
) -> None:
    other = f"other-{recipient}"
    past = replace(hanako, port=enforcing.port)
    octets = an_eml(sender=hanako.address, to=[recipient], subject="plan", text="Hello.\n.dot\n")
    with pytest.raises(smtplib.SMTPDataError, match=r"5\.7\.1 .*no receipt of MailGuard"):
        send(past, octets, recipient)
    send(through.mine, octets, recipient, other)  # type: ignore[attr-defined]  # see `through`
    arrived = dovecot.mailbox(recipient).wait_for("MailGuard-Receipt")
    through.wait_for(State.SENT, "plan")
    replayed = arrived[arrived.index(b"MailGuard-Receipt") :]
    send(past, replayed, recipient, other)  # the same once more is the same mail
    for to in ([recipient], [recipient, "boss@example.test"]):
        with pytest.raises(smtplib.SMTPDataError, match="made for other recipients"):
            send(past, replayed, *to)
    with pytest.raises(smtplib.SMTPDataError, match="was changed after it left MailGuard"):
        send(past, replayed.replace(b"Hello", b"Hallo"), recipient, other)
    through.stop()
