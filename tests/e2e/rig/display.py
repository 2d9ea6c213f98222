"""A display of our own: Xvfb, a window manager, a session bus, a keyboard."""

import os
import re
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.rig.process import Process
from tests.e2e.rig.wait import until

_SIZE = "1600x1200x24"


class Display:
    """A screen nobody sees. `env` puts a program on it; `home` is that program's home folder."""

    def __init__(self, folder: Path, *, language: str = "en") -> None:
        """`folder` is short-lived and takes logs, home and sockets; `language` is `en` or `ja`."""
        self.home = folder / "home"
        self._folder = folder
        self._parts: list[Process] = []
        locale = {"en": "en_US", "ja": "ja_JP"}[language]
        (folder / "run").mkdir(parents=True)
        (folder / "run").chmod(0o700)
        self.home.mkdir()
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "TMPDIR": str(folder / "run"),
            "LANG": "C.UTF-8",  # always there; the language itself goes by LANGUAGE
            "LANGUAGE": f"{locale}:{language}",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
        }

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _start(self) -> None:
        # -noreset: else the server begins anew, refusing clients, whenever its last one leaves.
        number = self._announced(
            ["Xvfb", "-displayfd", "{}", "-screen", "0", _SIZE, "-noreset", "-nolisten", "tcp"]
        )
        self.env["DISPLAY"] = f":{number}"
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._announced(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
        )
        manager = self.start("openbox", "--sm-disable")
        until(lambda: self._managed_by(manager), "a window manager on the display", within=60)

    def _announced(self, argv: list[str]) -> str:
        """Start a server that writes a line about itself to the descriptor `{}`; that line."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as lines:
            self._run([word.format(writing) for word in argv], pass_fds=(writing,))
            os.close(writing)
            line = lines.readline().strip()
        if not line:
            raise RuntimeError(f"{argv[0]} did not start: {self._parts[-1].said()}")
        return line

    def _managed_by(self, manager: Process) -> bool:
        if manager.ended():
            raise RuntimeError(f"no window manager: {manager.said()}")
        return "window id" in self._say("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def _run(self, argv: list[str], pass_fds: tuple[int, ...] = ()) -> Process:
        log = self._folder / f"{len(self._parts)}-{Path(argv[0]).name}.log"
        part = Process(argv, log=log, env=self.env, pass_fds=pass_fds)
        self._parts.append(part)
        return part

    def _end(self) -> None:
        while self._parts:
            self._parts.pop().end()

    def _say(self, *argv: str) -> str:
        """Run a small tool on this display; what it wrote, or nothing when it failed."""
        done = subprocess.run(
            argv, env=self.env, capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout if done.returncode == 0 else ""

    def start(self, *argv: str) -> Process:
        """Start a program on this display; it ends with the display at the latest."""
        return self._run(list(argv))

    def windows(self, name: str = "") -> dict[str, str]:
        """Window id to title, for the top windows whose title holds the pattern `name`."""
        ids = re.findall(r"0x[0-9a-f]+", self._say("xprop", "-root", "_NET_CLIENT_LIST_STACKING"))
        titles = {
            window: self._say("xdotool", "getwindowname", str(int(window, 16))) for window in ids
        }
        return {
            window: title.rstrip("\n") for window, title in titles.items() if re.search(name, title)
        }

    def wait_for_window(self, name: str, *, within: float = 60) -> str:
        """The id of the topmost window whose title holds the pattern `name`, once there is one."""
        return until(lambda: list(self.windows(name)), f"a window {name!r}", within=within)[-1]

    def wait_until_gone(self, name: str, *, within: float = 60) -> None:
        """Wait until no window's title holds the pattern `name`."""
        until(lambda: not self.windows(name), f"no window {name!r} any more", within=within)

    def focus(self, window: str, *, within: float = 30) -> None:
        """Raise a window and give it the keyboard."""

        def focused() -> bool:
            self._say("xdotool", "windowactivate", window)
            return self.focused() == window

        until(focused, f"window {window} has the keyboard", within=within)

    def focused(self) -> str:
        """The id of the window that has the keyboard, as `windows` writes it."""
        found = re.search(r"0x[0-9a-f]+", self._say("xprop", "-root", "_NET_ACTIVE_WINDOW"))
        return found[0] if found else ""

    def key(self, *keys: str) -> None:
        """Press keys as a person would, into the focused window: `key("ctrl+Return")`."""
        self._must("xdotool", "key", "--clearmodifiers", *keys)

    def hold(self, *keys: str) -> None:
        """Press keys down and leave them down."""
        self._must("xdotool", "keydown", *keys)

    def release(self, *keys: str) -> None:
        """Let keys go that are down."""
        self._must("xdotool", "keyup", *keys)

    def click(self, window: str, x: int, y: int) -> None:
        """Click into a window, so far from its left and upper edge; from the others if negative."""
        shape = self._say("xdotool", "getwindowgeometry", "--shell", str(int(window, 16)))
        words = dict(line.split("=") for line in shape.splitlines())
        left, top, width, height = (int(words[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        place = (left + x % width, top + y % height)
        self._must("xdotool", "mousemove", *map(str, place), "click", "1")

    def type(self, text: str) -> None:
        """Type ASCII text into the focused window."""
        self._must("xdotool", "type", "--delay", "20", "--", text)

    def bus_names(self) -> str:
        """Who is on the session bus, as a text to look names up in."""
        bus = "org.freedesktop.DBus"
        return self._say("dbus-send", "--print-reply", f"--dest={bus}", "/", f"{bus}.ListNames")

    def wait_until_still(self, window: str, *, seconds: float, within: float = 60) -> None:
        """Wait until a window has looked the same for so long."""
        seen, since = b"", time.monotonic()

        def still() -> bool:
            nonlocal seen, since
            now = self._picture(window)
            if now != seen:
                seen, since = now, time.monotonic()
            return time.monotonic() - since >= seconds

        until(still, f"window {window} stands still", within=within)

    def _picture(self, window: str) -> bytes:
        return subprocess.run(
            ["import", "-silent", "-window", window, "ppm:-"],
            env=self.env,
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout

    def screenshot(self, path: Path) -> Path:
        """Save what is on the screen as an image; its path."""
        self._must("import", "-window", "root", str(path))
        return path

    def _must(self, *argv: str) -> None:
        subprocess.run(argv, env=self.env, check=True, capture_output=True, timeout=120)
