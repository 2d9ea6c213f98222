"""Postfix as a relay with its default, durable queue: an instance of its own, as root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.load import Way
from tests.bench.targets.target import (
    Running,
    Target,
    TargetError,
    free_port,
    wait_until_greeted,
)

# Limits that would refuse the load are lifted, retries are quick; the queue is as it comes.
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
myhostname = relay.bench.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{sink_port}
alias_maps =
alias_database =
message_size_limit = 200000000
mailbox_size_limit = 0
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtp_tls_security_level = none
smtpd_tls_security_level = none
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 200
minimal_backoff_time = 2s
maximal_backoff_time = 4s
queue_run_delay = 2s
"""

# The services of the distribution's master.cf; nothing runs in a chroot.
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup     unix  n  -  n  60     1  pickup
cleanup    unix  n  -  n  -      0  cleanup
qmgr       unix  n  -  n  300    1  qmgr
tlsmgr     unix  -  -  n  1000?  1  tlsmgr
rewrite    unix  -  -  n  -      -  trivial-rewrite
bounce     unix  -  -  n  -      0  bounce
defer      unix  -  -  n  -      0  bounce
trace      unix  -  -  n  -      0  bounce
verify     unix  -  -  n  -      1  verify
flush      unix  n  -  n  1000?  0  flush
proxymap   unix  -  -  n  -      -  proxymap
proxywrite unix  -  -  n  -      1  proxymap
smtp       unix  -  -  n  -      -  smtp
relay      unix  -  -  n  -      -  smtp
showq      unix  n  -  n  -      -  showq
error      unix  -  -  n  -      -  error
retry      unix  -  -  n  -      -  error
discard    unix  -  -  n  -      -  discard
local      unix  -  n  n  -      -  local
virtual    unix  -  n  n  -      -  virtual
lmtp       unix  -  -  n  -      -  lmtp
anvil      unix  -  -  n  -      1  anvil
scache     unix  -  -  n  -      1  scache
postlog    unix-dgram n - n -    1  postlogd
"""


@contextmanager
def _start(sink_port: int, folder: Path) -> Iterator[Running]:
    port = free_port()
    postfix = [_command(), "-c", str(_configure(folder, port, sink_port))]
    with (
        (folder / "start.log").open("wb") as log,
        subprocess.Popen([*postfix, "start-fg"], stdout=log, stderr=log) as process,
    ):
        try:
            wait_until_greeted(port, process)
            yield Running(Way("127.0.0.1", port), process.pid)
        finally:
            subprocess.run([*postfix, "stop"], check=False, capture_output=True)


def _command() -> str:
    command = shutil.which("postfix") or shutil.which("postfix", path="/usr/sbin")
    if command is None:
        raise TargetError("Postfix is not installed: install the package postfix")
    if os.geteuid() != 0:
        raise TargetError("Postfix starts only as root: run the benchmark as root")
    return command


def _configure(folder: Path, port: int, sink_port: int) -> Path:
    """Write the configuration folder and the empty queue; what it needs within, Postfix makes."""
    account = pwd.getpwnam("postfix")
    folder.chmod(0o755)  # its daemons run as another user and must reach the queue
    for name in ("config", "queue", "data"):
        (folder / name).mkdir(mode=0o755)
    os.chown(folder / "data", account.pw_uid, account.pw_gid)
    config = folder / "config"
    (config / "main.cf").write_text(MAIN.format(folder=folder, sink_port=sink_port))
    (config / "master.cf").write_text(MASTER.format(port=port))
    return config


POSTFIX = Target("Postfix (default fsync queue)", _start)
