"""Examines the local certificate, which mail programs see when they ask for TLS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from mailguard.domain.event import Condition
from mailguard.i18n import _


def of_certificate(path: Path, now: datetime) -> Iterator[Condition]:
    """Whether the certificate in `path`, if there is one, can be read and is valid at `now`."""
    from cryptography import x509  # noqa: PLC0415  slow to load, and seldom needed

    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        yield _renew("certificate-broken", _("{file} cannot be read."), path)
        return
    if certificate.not_valid_after_utc < now:
        yield _renew("certificate-expired", _("The local certificate {file} has expired."), path)


def _renew(condition_id: str, sentence: str, path: Path) -> Condition:
    return Condition(
        condition_id,
        sentence.format(file=path),
        _("Restart MailGuard, which makes a new one. If your mail program asks, accept it once."),
    )
