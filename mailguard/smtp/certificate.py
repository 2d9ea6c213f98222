"""The local certificate: what TLS on the loopback addresses is made with.

A mail program has to trust it once. So a small authority signs it, whose own certificate can be
imported: it may vouch for this computer's loopback names and for nothing else, and the server's
certificate is renewed under it without a question to the user.
"""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mailguard import files

LIFE = timedelta(days=824)  # Apple takes at most 825, and counts both ends
RENEW_BEFORE = timedelta(days=60)
AUTHORITY_LIFE = timedelta(days=3650)
_BACKDATED = timedelta(days=1)  # clocks are set back sometimes

_NAME = "localhost"
_ADDRESSES = ("127.0.0.1", "::1")


class CertificateError(Exception):
    """The certificate's files hold something else."""


class Identity(msgspec.Struct, frozen=True):
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def ends(self) -> datetime:
        return self.certificate.not_valid_after_utc

    @classmethod
    def from_pem(cls, pem: bytes) -> Identity:
        """Raises CertificateError."""
        try:
            key = serialization.load_pem_private_key(pem, None)
            certificate = x509.load_pem_x509_certificate(pem)
        except (ValueError, TypeError) as error:
            raise CertificateError(str(error)) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise CertificateError("the key is of another kind")
        return cls(certificate, key)

    def to_pem(self) -> bytes:
        """Key and certificate."""
        key = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return key + self.certificate.public_bytes(serialization.Encoding.PEM)


class LocalCertificate:
    """The files of the certificate; only their owner can read them."""

    def __init__(self, path: Path) -> None:
        """`path`: for the server's key and certificate; the authority's lie beside it."""
        self.path = path
        self._authority_path = path.with_name(f"{path.stem}-authority.pem")
        self.importable = path.with_name(f"{path.stem}-authority.crt")
        """What a mail program or the system can import to trust MailGuard."""

    def ensure(self, now: datetime) -> datetime:
        """Make, repair or renew what needs it; until when the certificate is good.

        `now`: UTC. Raises OSError.
        """
        current = _read(self.path)
        if current is None or current.ends - now < RENEW_BEFORE:
            current = self._renew(now)
        return current.ends

    def ends(self) -> datetime | None:
        """Until when the certificate is good; None: there is none that can be read."""
        current = _read(self.path)
        return current.ends if current else None

    def context(self) -> ssl.SSLContext:
        """For a server. Raises OSError."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8997
        self.load_into(context)
        return context

    def load_into(self, context: ssl.SSLContext) -> None:
        """Have a running server show this certificate from its next handshake on.

        To be called where its handshakes are made: none may begin meanwhile. Raises OSError.
        """
        context.load_cert_chain(self.path)

    def _renew(self, now: datetime) -> Identity:
        authority = self._authority(now)
        fresh = sign(authority, now)
        chain = authority.certificate.public_bytes(serialization.Encoding.PEM)
        files.replace(self.path, fresh.to_pem() + chain)
        return fresh

    def _authority(self, now: datetime) -> Identity:
        authority = _read(self._authority_path)
        if authority is None or authority.ends - now < LIFE:
            # with the same key: who imported the old one trusts the new one's certificates
            # for as long as the old one lasts
            authority = make_authority(now, authority.key if authority else None)
            files.replace(self._authority_path, authority.to_pem())
            files.replace(
                self.importable, authority.certificate.public_bytes(serialization.Encoding.PEM)
            )
        return authority


def make_authority(now: datetime, key: ec.EllipticCurvePrivateKey | None = None) -> Identity:
    """A new authority that may sign for localhost, 127.0.0.1 and ::1 only.

    `key`: that of the authority it follows.
    """
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "MailGuard on this computer")])
    allowed = [x509.DNSName(_NAME), *(x509.IPAddress(ipaddress.ip_network(a)) for a in _ADDRESSES)]
    usage = _usage(signs_certificates=True)
    builder = (
        _builder(name, name, key, now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Identity(builder.sign(key, hashes.SHA256()), key)


def sign(authority: Identity, now: datetime) -> Identity:
    """A new certificate for the loopback names, signed by `authority`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    names = [x509.DNSName(_NAME), *(x509.IPAddress(ipaddress.ip_address(a)) for a in _ADDRESSES)]
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        _builder(name, authority.certificate.subject, key, now, LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(signer, critical=False)
    )
    return Identity(builder.sign(authority.key, hashes.SHA256()), key)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    start = now.astimezone(UTC) - _BACKDATED
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + life)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _read(path: Path) -> Identity | None:
    """What the file holds; None: nothing that could be used."""
    try:
        return Identity.from_pem(path.read_bytes())
    except (OSError, CertificateError):
        return None
