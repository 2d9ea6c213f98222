"""The configuration an engine goes by; a file that cannot be used is a condition, not the end."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from mailguard import configuration, i18n
from mailguard.config import ConfigError
from mailguard.configuration import Configuration
from mailguard.domain.event import Condition
from mailguard.i18n import _


def load_configuration(path: Path) -> tuple[Configuration, tuple[Condition, ...]]:
    """What the file `path` says, and what is wrong with it; the language is switched to.

    The defaults know no affiliates and no partners: with them, more is asked, never less.
    """
    conditions: tuple[Condition, ...] = ()
    try:
        found = configuration.load(path)
    except ConfigError as error:
        found = Configuration()
        remedy = _("Until the file is mended, MailGuard goes by its own settings.")
        conditions = (Condition("config-broken", str(error), remedy),)
    language = i18n.preferred(found.language)
    i18n.use(language)
    return replace(found, language=language), conditions
