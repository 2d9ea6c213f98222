"""What several tests of the submission server need."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import pytest

from mailguard.smtp.certificate import LocalCertificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> LocalCertificate:
    certificate = LocalCertificate(tmp_path_factory.mktemp("certificate") / "localhost.pem")
    certificate.ensure(datetime.now(UTC))
    return certificate


@pytest.fixture
def tls(certificate: LocalCertificate) -> ssl.SSLContext:
    return certificate.context()
