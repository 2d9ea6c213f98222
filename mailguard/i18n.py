"""The user's language: gettext, with one catalogue for all that MailGuard says."""

from __future__ import annotations

import gettext
import locale
import os
from importlib import resources
from pathlib import Path

LANGUAGES = ("en", "ja")

_current: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def use(language: str) -> None:
    """Speak `language` ("en", "ja") from now on; anything else is English."""
    _current[0] = _catalogue(language)


def said_in(language: str, message: str) -> str:
    """`message` in a language of its own."""
    return _catalogue(language).gettext(message)


def _catalogue(language: str) -> gettext.NullTranslations:
    folder = Path(str(resources.files("resources"))) / "translations"
    return gettext.translation("mailguard", folder, [language], fallback=True)


def preferred(override: str | None = None) -> str:
    """The language to speak: `override`, else what the environment asks for, else English."""
    wishes = (override, os.environ.get("LC_ALL"), os.environ.get("LC_MESSAGES"),
              os.environ.get("LANG"), locale.getlocale()[0])  # fmt: skip
    for wish in wishes:
        if wish:
            language = wish.lower()[:2]
            return language if language in LANGUAGES else "en"
    return "en"


def _(message: str) -> str:
    """`message` in the current language."""
    return _current[0].gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many`, by `count`, in the current language."""
    return _current[0].ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802  gettext's own name
    """Marks `message` for translation where it is only shown later, through `_`."""
    return message
