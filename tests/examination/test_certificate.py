"""A local certificate that mail programs will refuse is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from mailguard.examination.certificate import of_certificate

NOW = datetime.now(UTC)


def ids(path: Path, now: datetime = NOW) -> list[str]:
    return [condition.id for condition in of_certificate(path, now)]


def a_certificate(path: Path, until: datetime) -> Path:
    trustme.CA().issue_cert(
        "localhost", not_after=until
    ).private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


def test_a_valid_one_and_none_at_all_are_well(tmp_path: Path) -> None:
    assert ids(a_certificate(tmp_path / "localhost.pem", NOW + timedelta(days=30))) == []
    assert ids(tmp_path / "missing.pem") == []


def test_an_expired_one_is_found(tmp_path: Path) -> None:
    path = a_certificate(tmp_path / "localhost.pem", NOW + timedelta(days=30))
    assert ids(path, NOW + timedelta(days=31)) == ["certificate-expired"]


def test_what_is_no_certificate_is_found(tmp_path: Path) -> None:
    (tmp_path / "localhost.pem").write_text("no certificate")
    assert ids(tmp_path / "localhost.pem") == ["certificate-broken"]
