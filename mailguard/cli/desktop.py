"""Starting the desktop: another program, so that no Qt comes into this one."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import NoReturn

from mailguard.cli.arguments import folder_of


def start(args: argparse.Namespace) -> int:
    """Become the desktop."""
    return _become([sys.executable, "-m", "ui", "--data", str(folder_of(args).root)])


if sys.platform == "win32":

    def _become(command: list[str]) -> int:
        """Windows cannot replace a program: wait for the other one."""
        return subprocess.run(command, check=False).returncode  # noqa: S603  ours

else:

    def _become(command: list[str]) -> NoReturn:
        os.execv(command[0], command)  # noqa: S606  no shell is wanted
