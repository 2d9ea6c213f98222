"""Examines what the desktop needs of the system: on Linux, libraries that Qt does not bring."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator, Mapping

from mailguard.domain.event import Condition
from mailguard.i18n import _

# library → Debian's package of it
_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def of_desktop(
    environment: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL
) -> Iterator[Condition]:
    """Which libraries are missing for MailGuard's windows, where there is a display for them."""
    has_display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if not (sys.platform.startswith("linux") and has_display):
        return
    missing = [package for library, package in _LIBRARIES.items() if not _loads(library, load)]
    if missing:
        yield Condition(
            "desktop-libraries",
            _("MailGuard's windows cannot open: the system lacks {packages}.").format(
                packages=", ".join(missing)
            ),
            _("Install them: sudo apt install {packages}").format(packages=" ".join(missing)),
        )


def _loads(library: str, load: Callable[[str], object]) -> bool:
    try:
        load(library)
    except OSError:
        return False
    return True
