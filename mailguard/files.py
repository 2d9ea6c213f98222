"""A file that only its owner can read, and that is replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Give `path` this content, owner-only; after a power cut it holds the old or the new.

    Raises OSError; the old content is then still there.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        create(draft, content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create(path: Path, content: bytes = b"") -> None:
    """Make the new file `path`, owner-only and on the disk.

    Raises FileExistsError where there is one, OSError.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        restrict(path)  # before there is anything to read
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def set_aside(path: Path) -> Path:
    """Rename a damaged file so that nothing is lost; where it is now. Raises OSError."""
    aside = path.with_name(f"{path.name}.damaged-{secrets.token_hex(4)}")
    return path.rename(aside)


if sys.platform == "win32":

    def restrict(path: Path) -> None:
        """Take from everybody but the owner the right to open `path`. Raises OSError."""
        # icacls is part of Windows; without /inheritance:r the folder's readers would stay
        owner = f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ.get('USERNAME', '')}"
        command = ["icacls", str(path), "/inheritance:r", "/grant:r", f"{owner}:F"]
        try:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603  fixed words
        except subprocess.CalledProcessError as error:
            raise OSError(f"{path}: the access rights could not be set") from error

    def sync_folder(folder: Path) -> None:
        """A folder cannot be opened on Windows; NTFS journals the rename."""

else:

    def restrict(path: Path) -> None:
        """Take from everybody but the owner the right to open `path`. Raises OSError."""
        path.chmod(0o700 if path.is_dir() else 0o600)

    def sync_folder(folder: Path) -> None:
        """What was made or renamed in `folder` outlives a power cut. Raises OSError."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some file systems cannot; the file is safe
                os.fsync(handle)
        finally:
            os.close(handle)
