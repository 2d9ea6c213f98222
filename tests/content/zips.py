"""Zip files part by part."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping

import pyzipper


def a_zip_of(
    parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip file with these parts, in their order; a name may come twice."""
    file = io.BytesIO()
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, octets in pairs:
            archive.writestr(name, octets)
    return file.getvalue()


def a_locked_zip(name: str, octets: bytes) -> bytes:
    """A zip file whose one entry needs a password."""
    file = io.BytesIO()
    with pyzipper.AESZipFile(file, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"secret")
        archive.writestr(name, octets)
    return file.getvalue()
