"""A private Postfix: a company's submission server, delivering by LMTP into a private Dovecot."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from tests.e2e.rig.certificate import Certificate
from tests.e2e.rig.dovecot import Dovecot
from tests.e2e.rig.ports import answers, free_port
from tests.e2e.rig.process import Process
from tests.e2e.rig.wait import until

Extension = Literal["8BITMIME", "SMTPUTF8", "DSN", "STARTTLS", "AUTH", "SIZE", "PIPELINING"]

_MAIN = {
    "compatibility_level": "3.6",
    "myhostname": "mail.company.test",
    "inet_interfaces": "127.0.0.1",
    "inet_protocols": "ipv4",
    # Every domain is at home here: no mail, and no bounce, ever leaves the machine.
    "mydestination": "",
    "mynetworks": "",
    "virtual_mailbox_domains": "static:all",
    "virtual_mailbox_maps": "static:all",
    "virtual_alias_maps": "",
    "default_transport": "error:nothing leaves this machine",
    "relay_transport": "error:nothing leaves this machine",
    "smtp_dns_support_level": "disabled",
    "smtpd_peername_lookup": "no",
    # Only who has said a password may send.
    "smtpd_sasl_auth_enable": "yes",
    "smtpd_sasl_type": "dovecot",
    "smtpd_sasl_security_options": "noanonymous",
    "smtpd_relay_restrictions": "permit_sasl_authenticated, reject",
    "smtpd_tls_security_level": "may",
    "smtpd_tls_auth_only": "no",
    "smtpd_tls_loglevel": "1",
    # What arrives is what was sent: nothing added, taken out, converted or folded.
    "local_header_rewrite_clients": "",
    "message_drop_headers": "",
    "disable_mime_output_conversion": "yes",
    "lmtp_line_length_limit": "0",
    # Tests come fast and from one address.
    "smtpd_client_connection_count_limit": "0",
    "smtpd_client_connection_rate_limit": "0",
    "smtpd_error_sleep_time": "0",
    "in_flow_delay": "0",
    "minimal_backoff_time": "1s",
    "maximal_backoff_time": "2s",
    "queue_run_delay": "1s",
    "mailbox_size_limit": "0",
    "alias_maps": "",
    "alias_database": "",
}

_LDA = "/usr/lib/dovecot/dovecot-lda"

_SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lda unix - n n - - pipe flags=DR user=mail argv={lda} -c {conf}
  -o log_path=/dev/stderr -o stats_writer_socket_path= -f ${{sender}} -d ${{recipient}}
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class Postfix:
    """Running inside a `with`; `folder` must be open to other users (Postfix is one of its own).

    `port` takes clear text and STARTTLS, `tls_port` TLS from the first byte; both want AUTH.
    `message_size_limit` is in bytes; `without` are extensions that are not offered.
    `lmtp=False` delivers by Dovecot's program instead, since its LMTP server knows no SMTPUTF8.
    `settings` are further main.cf lines and win; `services` are further lines of master.cf.
    """

    folder: Path
    dovecot: Dovecot
    certificate: Certificate
    message_size_limit: int = 200_000_000
    without: frozenset[Extension] = frozenset()
    lmtp: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)
    services: str = ""
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    _process: Process | None = None

    @property
    def log(self) -> Path:
        return self.folder / "postfix.log"

    @property
    def conf(self) -> Path:
        return self.folder / "conf"

    def said(self) -> str:
        """Its log so far."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def __enter__(self) -> Self:
        self._write()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Answer from now on, at the same ports as before."""
        argv = ["postfix", "-c", str(self.conf), "start-fg"]
        self._process = Process(argv, log=self.folder / "postfix.out")
        try:
            until(self._ready, f"Postfix answers ({self.log})", within=60)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End it: connections are refused from now on; what it has taken stays in its queue."""
        if not self._process:
            return
        # The master leads a process group of its own; what we started is a shell that waits for it.
        if master := self._master():
            os.kill(master, signal.SIGTERM)
            try:
                self._process.until_ended(within=10)
            except TimeoutError:
                os.killpg(master, signal.SIGKILL)
        self._process.end()
        self._process = None

    def _master(self) -> int:
        """The process id of the running master, or 0."""
        written = self.folder / "queue" / "pid" / "master.pid"
        return int(written.read_text()) if written.exists() and answers(self.port) else 0

    def queued(self) -> int:
        """How many mails are still in its queue."""
        listed = subprocess.run(
            ["postqueue", "-c", self.conf, "-j"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return len(listed.stdout.splitlines())

    def _ready(self) -> bool:
        if self._process and self._process.ended():
            raise RuntimeError(f"Postfix did not start: {self._process.said()}{self.said()}")
        return answers(self.port) and answers(self.tls_port)

    def _write(self) -> None:
        for name in ("conf", "queue", "data"):
            (self.folder / name).mkdir(parents=True)
        shutil.chown(self.folder / "data", "postfix")
        lines = {**_MAIN, **self._own_settings(), **self.settings}
        (self.conf / "main.cf").write_text(
            "".join(f"{name} = {value}\n" for name, value in lines.items())
        )
        (self.conf / "master.cf").write_text(
            _SERVICES.format(
                port=self.port, tls_port=self.tls_port, lda=_LDA, conf=self.dovecot.conf
            )
            + self.services
        )

    def _own_settings(self) -> dict[str, str]:
        dovecot = self.dovecot
        return {
            "queue_directory": str(self.folder / "queue"),
            "data_directory": str(self.folder / "data"),
            "maillog_file": str(self.log),
            "maillog_file_prefixes": str(self.folder),
            "message_size_limit": str(self.message_size_limit),
            "smtpd_discard_ehlo_keywords": ", ".join(sorted(self.without)),
            "smtputf8_enable": "no" if "SMTPUTF8" in self.without else "yes",
            "smtpd_sasl_path": str(dovecot.auth),
            "smtpd_tls_cert_file": str(self.certificate.chain),
            "smtpd_tls_key_file": str(self.certificate.key),
            "virtual_transport": f"lmtp:unix:{dovecot.lmtp}" if self.lmtp else "lda:",
            "lda_destination_recipient_limit": "1",
        }
