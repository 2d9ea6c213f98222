"""Renders every window to PNG files, to be looked at: python -m tests.ui.gallery FOLDER [SCENE…].

Each in Japanese and English, light and dark, at 100 % and 200 %.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui import catalogue
from tests.ui.scenes import SCENES
from ui.theme import Scheme, Theme

SCALES = (1, 2)
_SCALE = "QT_SCALE_FACTOR"


def main(arguments: list[str]) -> int:
    """Render the scenes named, or all."""
    folder, *names = arguments
    if _SCALE in os.environ:
        render(Path(folder), names)
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for scale in SCALES:  # a process cannot change its scale
        command = [sys.executable, "-m", "tests.ui.gallery", *arguments]
        subprocess.run(command, env={**os.environ, _SCALE: str(scale)}, check=True)
    return 0


def render(folder: Path, names: list[str]) -> None:
    """Render at the scale of this process."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    for language in ("en", "ja"):
        catalogue.use(language)
        for scheme in Scheme:
            theme = Theme(scheme, language)
            theme.apply(application)
            for name in names or SCENES:
                window = SCENES[name](theme)
                window.show()
                application.processEvents()
                scale = round(window.devicePixelRatio() * 100)
                window.grab().save(str(folder / f"{name}-{language}-{scheme}-{scale}.png"))
                window.hide()
                window.deleteLater()
                application.processEvents()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
