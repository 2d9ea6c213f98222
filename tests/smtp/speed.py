"""How fast the submission server is, without guard and disk: `python -m tests.smtp.speed`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.load import Credentials, Way, send
from tests.bench.mails import BenchMail, big_mail, small_mails
from tests.bench.measure import peak_memory, processor_seconds
from tests.fakes.intake import PASSWORD
from tests.smtp.alone import process

MEGA = 1_000_000


def measure(title: str, mails: Sequence[BenchMail], sessions: int, *arguments: str) -> None:
    """Print rate, share of a processor and peak memory of one run."""
    with process(*arguments) as (port, pid):
        way = Way("127.0.0.1", port, Credentials("taro@example.jp", PASSWORD))
        before = processor_seconds(pid)
        load = send(way, mails, sessions)
        busy = processor_seconds(pid) - before
        spent = load.sent[-1].answered - load.started
        octets = sum(len(mail.wire) for mail in mails)
        peak = peak_memory(pid).main_process
    line = (
        f"{title:26} {len(mails) / spent:6.0f} mails/s {octets / spent / MEGA:5.0f} MB/s"
        f" | per processor second {len(mails) / busy:6.0f} mails {octets / busy / MEGA:5.0f} MB"
        f" | peak {peak / MEGA:.0f} MB"
    )
    print(line)  # noqa: T201  a report


def main() -> None:
    """Every case three times; the machine is seldom quiet."""
    small, big = small_mails(3000), [big_mail(50 * MEGA)]
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "mail")
        for _ in range(3):
            for sessions in (1, 10, 50):
                measure(f"4 KB, {sessions} sessions", small, sessions)
            measure("50 MB, counted", big * 4, 1)
            measure("50 MB, written to a file", big * 4, 1, file)


if __name__ == "__main__":
    main()
