"""The settings an engine goes by; a file that cannot be used is a condition, not the end."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from mailguard import i18n
from mailguard.config import ConfigError, load
from mailguard.domain.event import Condition
from mailguard.domain.settings import Settings
from mailguard.i18n import _


def load_settings(path: Path) -> tuple[Settings, tuple[Condition, ...]]:
    """The settings in the file `path`, and what is wrong with it; the language is switched to.

    The defaults know no affiliates and no partners: with them, more is asked, never less.
    """
    conditions: tuple[Condition, ...] = ()
    try:
        settings = load(path, Settings)
    except ConfigError as error:
        settings = Settings()
        remedy = _("Until the file is mended, MailGuard goes by its own settings.")
        conditions = (Condition("config-broken", str(error), remedy),)
    language = i18n.preferred(settings.language)
    i18n.use(language)
    return replace(settings, language=language), conditions
