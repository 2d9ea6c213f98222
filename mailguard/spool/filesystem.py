"""The kind of file system a folder lies on; network ones do not keep what a spool promises."""

from __future__ import annotations

import sys
from pathlib import Path

NETWORK = frozenset(
    {"9p", "afs", "afpfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.glusterfs"}
    | {"fuse.rclone", "fuse.sshfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4"}
    | {"ocfs2", "smb2", "smb3", "smbfs", "virtiofs", "webdav", "windows share"}
)
"""Kinds on which an fsync or a lock may be a lie."""

_MOUNTS = Path("/proc/mounts")


def kind(path: Path) -> str:
    """The name of the file system `path` lies on, in lower case; "" where it cannot be told."""
    if sys.platform == "win32":
        return _kind_on_windows(path)
    else:  # noqa: RET505  mypy reads either branch for its platform
        return _kind_by_mounts(path)


def is_network(path: Path) -> bool:
    """Whether `path` lies on a network file system, as far as that can be told."""
    return kind(path) in NETWORK


def kind_among(mounts: str, path: Path) -> str:
    """What `mounts`, in the form of /proc/mounts, says about `path`."""
    lines = [line.split(" ") for line in mounts.splitlines()]
    points = [(Path(_unescaped(f[1])), f[2].lower()) for f in lines if len(f) > 2]
    holding = [(len(point.parts), n, name) for n, (point, name) in enumerate(points)
               if path.resolve().is_relative_to(point)]  # fmt: skip
    return max(holding)[2] if holding else ""  # the deepest; of two there, the one on top


def _kind_by_mounts(path: Path) -> str:
    if not _MOUNTS.exists():
        return _kind_by_mount_command(path)
    return kind_among(_MOUNTS.read_text(encoding="utf-8", errors="replace"), path)


def _unescaped(field: str) -> str:
    """A field of /proc/mounts: blanks and backslashes stand as octal numbers there."""
    for code in ("\\040", "\\011", "\\012", "\\134"):
        field = field.replace(code, chr(int(code[1:], 8)))
    return field


def _kind_by_mount_command(path: Path) -> str:
    """macOS: `mount` prints `what on /point (kind, options)`."""
    import subprocess  # noqa: PLC0415  only there is it needed

    listing = subprocess.run(
        ["/sbin/mount"], capture_output=True, text=True, errors="replace", check=False
    ).stdout
    lines = [line.partition(" on ")[2].rpartition(" (") for line in listing.splitlines()]
    mounts = [f"- {_escaped(point)} {rest.partition(',')[0].rstrip(')')}"
              for point, _, rest in lines]  # fmt: skip
    return kind_among("\n".join(mounts), path)


def _escaped(field: str) -> str:
    return field.replace("\\", "\\134").replace(" ", "\\040")


def _kind_on_windows(path: Path) -> str:
    """A share, by its name or by what the drive letter stands for."""
    import ctypes  # noqa: PLC0415  only there is it needed

    root = path.resolve().anchor
    remote = 4
    drive_type = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]
    return "windows share" if root.startswith("\\\\") or drive_type(root) == remote else ""
