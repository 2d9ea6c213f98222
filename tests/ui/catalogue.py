"""The catalogue as it is in the source tree, whether or not it has been compiled."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mailguard import i18n

FOLDER = Path(__file__).parents[2] / "resources" / "translations"


def read(language: str) -> Catalog:
    """The translations into `language`."""
    with (FOLDER / language / "LC_MESSAGES" / "mailguard.po").open("rb") as file:
        return read_po(file)


def use(language: str) -> None:
    """Speak `language` from now on; what has no translation stays English."""
    if not (FOLDER / language).exists():
        i18n.use(language)
        return
    compiled = io.BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    i18n._current[0] = gettext.GNUTranslations(compiled)
