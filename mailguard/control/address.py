"""Where the engine's control channel is: port and secret, in a file that only its owner reads."""

from __future__ import annotations

import ctypes
import os
import secrets
import sys
from pathlib import Path
from typing import Annotated

import msgspec

from mailguard import files

HOST = "127.0.0.1"


class ChannelAddress(msgspec.Struct, frozen=True):
    """The control channel of one run of the engine."""

    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]
    secret: Annotated[bytes, msgspec.Meta(min_length=32)]
    pid: Annotated[int, msgspec.Meta(ge=1)]  # of the engine

    def __repr__(self) -> str:
        return f"ChannelAddress(port={self.port}, pid={self.pid})"  # never the secret

    @property
    def is_stale(self) -> bool:
        """Whether the engine that wrote it is surely gone."""
        return not _is_alive(self.pid)


def new_secret() -> bytes:
    """A secret for one run of the engine."""
    return secrets.token_bytes(32)


def write(path: Path, address: ChannelAddress) -> None:
    """Tell where the channel is, replacing what an earlier engine told. Raises OSError."""
    files.replace(path, msgspec.json.encode(address))


def read(path: Path) -> ChannelAddress | None:
    """Where the channel is; None: no engine told, or it is gone."""
    try:
        address = msgspec.json.decode(path.read_bytes(), type=ChannelAddress)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None  # the next engine writes it anew
    return None if address.is_stale else address


def remove(path: Path, address: ChannelAddress) -> None:
    """Take the file away when the engine ends, unless another engine wrote its own."""
    if read(path) == address:
        path.unlink(missing_ok=True)


if sys.platform == "win32":

    def _is_alive(pid: int) -> bool:
        query, still_active = 0x1000, 259
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(query, 0, pid)
        if not handle:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == still_active

else:

    def _is_alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True  # not ours to judge; connecting will tell
        return True
