"""Command-line mail programs: started with an account and a letter, they end with an outcome."""

import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from tests.e2e.rig.account import Account
from tests.e2e.rig.process import Process

_number = count(1)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as its writer thinks of it."""

    to: str
    subject: str
    body: str = "Hello,\n\nsee you on Monday.\n"
    attachments: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended and what it told its user; code 0: it believes the mail was sent."""

    code: int
    said: str

    @property
    def sent(self) -> bool:
        return self.code == 0


@dataclass(frozen=True, slots=True)
class Sending:
    """A program at work: it waits for the server's answer as long as it likes to."""

    process: Process

    def running(self) -> bool:
        return not self.process.ended()

    def outcome(self, *, within: float = 120) -> Outcome:
        """Wait for the program to end by itself."""
        return Outcome(self.process.until_ended(within=within), self.process.said())

    def end(self) -> None:
        """End it before it has its answer, as an impatient user would."""
        self.process.end()


Program = Callable[[Account, Letter, Path], Sending]


def swaks(account: Account, letter: Letter, folder: Path) -> Sending:
    """Swaks; `folder` takes its files. It prints the whole SMTP session."""
    tls = {"none": [], "starttls": ["--tls"], "tls": ["--tls-on-connect"]}[account.security]
    trust = ["--tls-verify", "--tls-ca-path", str(account.authority)] if account.authority else []
    files = [
        word
        for path in letter.attachments
        for word in ("--attach-name", path.name, "--attach", f"@{path}")
    ]
    argv = [
        "swaks",
        "--server",
        account.host,
        "--port",
        str(account.port),
        "--from",
        account.address,
    ]
    argv += ["--to", letter.to, "--h-Subject", letter.subject, "--body", letter.body, *files]
    argv += [
        "--auth",
        "PLAIN",
        "--auth-user",
        account.username,
        "--auth-password",
        account.password,
    ]
    return _start([*argv, *tls, *(trust if tls else [])], _own(folder))


def msmtp(account: Account, letter: Letter, folder: Path) -> Sending:
    """msmtp, the sendmail of people without a mail server; `folder` takes its files."""
    own = _own(folder)
    conf = own / "msmtprc"
    conf.write_text(
        f"account default\nhost {account.host}\nport {account.port}\nfrom {account.address}\n"
        f"auth plain\nuser {account.username}\npassword {account.password}\n"
        f"tls {'off' if account.security == 'none' else 'on'}\n"
        f"tls_starttls {'on' if account.security == 'starttls' else 'off'}\n"
        + (f"tls_trust_file {account.authority}\n" if account.authority else "")
    )
    conf.chmod(0o600)
    mail = own / "mail.eml"
    mail.write_bytes(composed(account, letter))
    return _start(["msmtp", "-C", str(conf), "--", letter.to], own, stdin=mail)


def mutt(account: Account, letter: Letter, folder: Path) -> Sending:
    """Mutt with its own SMTP; `folder` takes its files."""
    own = _own(folder)
    conf = own / "muttrc"
    scheme = "smtps" if account.security == "tls" else "smtp"
    conf.write_text(
        f'set from="{account.address}" use_from=yes use_envelope_from=yes copy=no\n'
        f'set smtp_url="{scheme}://{account.username}@{account.host}:{account.port}"\n'
        f'set smtp_pass="{account.password}" smtp_authenticators="plain"\n'
        f"set ssl_starttls={'yes' if account.security == 'starttls' else 'no'} ssl_force_tls=no\n"
        + (f'set ssl_ca_certificates_file="{account.authority}"\n' if account.authority else "")
    )
    body = own / "body.txt"
    body.write_text(letter.body, "utf-8")
    files = [word for path in letter.attachments for word in ("-a", str(path))]
    argv = ["mutt", "-F", str(conf), "-s", letter.subject, *files, "--", letter.to]
    return _start(argv, own, stdin=body)


def composed(account: Account, letter: Letter) -> bytes:
    """The letter as a MIME message with CRLF, for programs that are handed a finished mail."""
    mail = EmailMessage()
    mail["From"] = Address(addr_spec=account.address)
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    mail.set_content(letter.body)
    for path in letter.attachments:
        mail.add_attachment(path.read_bytes(), "application", "octet-stream", filename=path.name)
    return mail.as_bytes()


def _own(folder: Path) -> Path:
    own = folder / f"program-{next(_number)}"
    own.mkdir(parents=True)
    return own


def _start(argv: list[str], own: Path, stdin: Path = Path(os.devnull)) -> Sending:
    env = {"PATH": os.environ["PATH"], "HOME": str(own), "LANG": "C.UTF-8", "TMPDIR": str(own)}
    (own / "command").write_text(shlex.join(argv))  # to repeat it by hand
    return Sending(Process(argv, log=own / "said", env=env, stdin=stdin))
