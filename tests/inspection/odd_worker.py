"""A worker for tests: what it does to a mail is said by the mail's first recipient."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from mailguard.domain.inspection import Decision, Inspection, Preview
from mailguard.domain.mail import Correspondents, MailKind
from mailguard.inspection.protocol import (
    Failed,
    Frames,
    Inspected,
    Prepare,
    Previewed,
    Ready,
    Request,
    Study,
    framed,
    request_in,
)

PREVIEW = Preview("seen", MailKind.ORDINARY, Correspondents(), ())
INSPECTION = Inspection(PREVIEW, (), "", False, False, (), Decision(()), b"f")


def odd_command(*arguments: str) -> tuple[str, ...]:
    """How this worker is started; `dies`: it ends before it is ready."""
    root = Path(__file__).parents[2]
    program = f"import sys; sys.path.insert(0, {str(root)!r}); from {__name__} import main; main()"
    return (sys.executable, "-c", program, *arguments)


def main() -> None:
    if "dies" in sys.argv:
        sys.exit(1)
    os.write(1, framed(Ready()))
    frames = Frames()
    while octets := os.read(0, 65536):
        for frame in frames.fed(octets):
            _treat(request_in(frame))


def _treat(request: Request | Study | Prepare) -> None:
    envelope = request.order.envelope if isinstance(request, Prepare) else request.envelope
    order = envelope.recipients[0].local
    if order == "crash":
        os.write(1, framed(Previewed(request.id, PREVIEW)))
        os._exit(1)
    if order == "hang":
        signal.pause()
    if order == "nonsense":
        os.write(1, b"\0\0\0\2\xc1\xc1")
        signal.pause()
    if order == "fail":
        os.write(1, framed(Failed(request.id)))
    else:
        os.write(1, framed(Inspected(request.id, INSPECTION)))
