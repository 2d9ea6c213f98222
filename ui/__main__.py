"""Starts the desktop: python -m ui [--data DIR] [--quiet]."""

from __future__ import annotations

import argparse
import os
import sys

from PySide6.QtCore import QLocale, QTimer

from mailguard import i18n
from mailguard.paths import DataFolder
from ui.desktop import Desktop
from ui.engine_link import EngineLink
from ui.icons import application_icon
from ui.learning.process import LearningProcess
from ui.session.application import Application
from ui.session.system import session_watch
from ui.signals import EndSignals
from ui.single import QUIET, SHOW, SingleDesktop
from ui.theme import Scheme, Theme


def main(arguments: list[str] | None = None) -> int:
    """Run the desktop until the user ends it; its exit code."""
    options = _options(arguments)
    folder = DataFolder.locate(options.data)
    _prefer_x11()
    application = Application(["mailguard"])
    _introduce(application)
    single = SingleDesktop(folder)
    if not single.take(QUIET if options.quiet else SHOW):
        return 0
    language = i18n.preferred(options.language or _system_language())
    i18n.use(language)
    theme = Theme(Scheme(options.theme) if options.theme else None, language)
    theme.apply(application)
    session = session_watch(application)
    past_mail = LearningProcess(folder, language)
    desktop = Desktop(EngineLink(folder), theme, session, past_mail, quiet=options.quiet)
    single.called.connect(desktop.show_list)
    desktop.finished.connect(application.exit)
    session.over.connect(application.exit)
    EndSignals(application).received.connect(application.exit)
    QTimer.singleShot(0, desktop.start)
    return application.exec()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mailguard", description="MailGuard's windows.")
    parser.add_argument("--data", metavar="DIR", help="the folder of this instance")
    parser.add_argument("--quiet", action="store_true", help="show nothing until a mail comes")
    parser.add_argument("--language", choices=i18n.LANGUAGES, help="instead of the system's")
    parser.add_argument("--theme", choices=[each.value for each in Scheme])
    return parser.parse_args(arguments)


def _introduce(application: Application) -> None:
    application.setApplicationName("MailGuard")
    application.setApplicationDisplayName("MailGuard")
    application.setDesktopFileName("mailguard")
    application.setWindowIcon(application_icon())
    application.setQuitOnLastWindowClosed(False)


def _prefer_x11() -> None:
    """Under Wayland an application can neither place nor raise its windows; through X11 it can."""
    if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")


def _system_language() -> str | None:
    """What a system says that sets no environment, such as macOS."""
    if any(os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")):
        return None
    return QLocale.system().name()


if __name__ == "__main__":
    sys.exit(main())
