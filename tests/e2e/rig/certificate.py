"""A certificate authority of the test run, and a certificate for its loopback servers."""

from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True)
class Certificate:
    """PEM files: what a server shows and keeps, and the authority its clients must know."""

    chain: Path
    key: Path
    authority: Path


def certificate(folder: Path) -> Certificate:
    """Make one for `localhost`, 127.0.0.1 and ::1; `folder` takes the files."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    server = authority.issue_cert("localhost", "127.0.0.1", "::1")
    files = Certificate(folder / "server.pem", folder / "server.key", folder / "authority.pem")
    files.chain.write_bytes(b"".join(part.bytes() for part in server.cert_chain_pems))
    server.private_key_pem.write_to_path(str(files.key))
    files.key.chmod(0o600)
    authority.cert_pem.write_to_path(str(files.authority))
    return files
