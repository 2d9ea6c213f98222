"""The local certificate and its small authority."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from mailguard.smtp.certificate import (
    AUTHORITY_LIFE,
    LIFE,
    RENEW_BEFORE,
    Identity,
    LocalCertificate,
    make_authority,
)

NOW = datetime.now(UTC)


@pytest.fixture
def local(tmp_path: Path) -> LocalCertificate:
    return LocalCertificate(tmp_path / "localhost.pem")


def names_in(certificate: x509.Certificate) -> tuple[list[str], list[str]]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = [str(a) for a in names.get_values_for_type(x509.IPAddress)]
    return names.get_values_for_type(x509.DNSName), addresses


def handshake(server: ssl.SSLContext, trusted: Path, name: str) -> None:
    """A client that trusts `trusted` meets `server` under `name`. Raises ssl.SSLError."""
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(ours, server_side=True).close()
        except OSError:
            ours.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        client = ssl.create_default_context(cafile=str(trusted))
        with client.wrap_socket(theirs, server_hostname=name):
            pass
    finally:
        theirs.close()
        thread.join()


def test_it_is_made_for_every_loopback_name(local: LocalCertificate) -> None:
    ends = local.ensure(NOW)
    certificate = x509.load_pem_x509_certificate(local.path.read_bytes())
    assert names_in(certificate) == (["localhost"], ["127.0.0.1", "::1"])
    assert ends == certificate.not_valid_after_utc == local.ends()
    assert ends - certificate.not_valid_before_utc == LIFE <= timedelta(days=825)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1"])
def test_whoever_imported_the_authority_trusts_it(local: LocalCertificate, name: str) -> None:
    local.ensure(NOW)
    handshake(local.context(), local.importable, name)


def test_it_is_good_for_no_other_name(local: LocalCertificate) -> None:
    local.ensure(NOW)
    with pytest.raises(ssl.SSLError):
        handshake(local.context(), local.importable, "mail.example.com")


def test_the_authority_cannot_vouch_for_another_name(tmp_path: Path) -> None:
    authority = make_authority(NOW)
    key = ec.generate_private_key(ec.SECP256R1())
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bank.example")]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("bank.example"), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
            ),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    (tmp_path / "forged.pem").write_bytes(Identity(forged, key).to_pem())
    (tmp_path / "authority.pem").write_bytes(authority.to_pem())
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "forged.pem")
    for name in ("bank.example", "192.0.2.1"):
        with pytest.raises(ssl.SSLCertVerificationError, match="subtree"):
            handshake(server, tmp_path / "authority.pem", name)


def test_a_good_one_is_kept(local: LocalCertificate) -> None:
    local.ensure(NOW)
    before = local.path.read_bytes()
    local.ensure(NOW + LIFE - RENEW_BEFORE - timedelta(days=3))
    assert local.path.read_bytes() == before


def test_it_is_renewed_before_it_ends_under_the_same_authority(local: LocalCertificate) -> None:
    local.ensure(NOW)
    before, imported = local.path.read_bytes(), local.importable.read_bytes()
    later = NOW + LIFE - RENEW_BEFORE + timedelta(days=1)
    assert local.ensure(later) > later + timedelta(days=800)
    assert local.path.read_bytes() != before
    assert local.importable.read_bytes() == imported


def test_the_authority_is_renewed_before_a_certificate_would_outlive_it(
    local: LocalCertificate,
) -> None:
    local.ensure(NOW)
    imported = local.importable.read_bytes()
    local.ensure(NOW + AUTHORITY_LIFE - timedelta(days=100))
    assert local.importable.read_bytes() != imported


def test_whoever_imported_the_authority_trusts_what_its_successor_signs(
    local: LocalCertificate, tmp_path: Path
) -> None:
    local.ensure(NOW - AUTHORITY_LIFE + LIFE - timedelta(days=1))
    imported = tmp_path / "imported.crt"
    imported.write_bytes(local.importable.read_bytes())
    local.ensure(NOW)
    assert local.importable.read_bytes() != imported.read_bytes()
    for trusted in (imported, local.importable):
        handshake(local.context(), trusted, "localhost")


def test_a_context_in_use_shows_the_renewed_one(local: LocalCertificate) -> None:
    local.ensure(NOW - LIFE)
    context = local.context()
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        handshake(context, local.importable, "localhost")
    local.ensure(NOW)
    local.load_into(context)
    handshake(context, local.importable, "localhost")


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_damaged_file_is_replaced(local: LocalCertificate, content: bytes) -> None:
    local.ensure(NOW)
    local.path.write_bytes(content)
    assert local.ends() is None
    local.ensure(NOW)
    handshake(local.context(), local.importable, "localhost")


def test_a_key_of_another_kind_is_replaced(local: LocalCertificate) -> None:
    local.ensure(NOW)
    key = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    certificate = local.path.read_bytes().partition(b"-----BEGIN CERTIFICATE")
    local.path.write_bytes(key + certificate[1] + certificate[2])
    assert local.ends() is None
    local.ensure(NOW)
    handshake(local.context(), local.importable, "localhost")


def test_without_its_authority_it_stays_until_it_is_renewed(local: LocalCertificate) -> None:
    local.ensure(NOW)
    before = local.path.read_bytes()
    local.path.with_name("localhost-authority.pem").unlink()
    local.ensure(NOW)
    assert local.path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead of modes")
def test_nobody_else_can_read_the_keys(local: LocalCertificate) -> None:
    local.ensure(NOW)
    files = list(local.path.parent.iterdir())
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_old_versions_of_tls_are_refused(local: LocalCertificate) -> None:
    local.ensure(NOW)
    assert local.context().minimum_version >= ssl.TLSVersion.TLSv1_2
