"""A file's name, made safe to show: no path, no controls, nothing that turns its ending round."""

from __future__ import annotations

import re

from mailguard.domain.shown import shown

NAME_LIMIT = 255

_PATH = re.compile(r"^.*[/\\]", re.DOTALL)


def shown_name(name: str) -> str:
    """The last part of `name` with deceiving characters as visible marks; "" where none is left."""
    last = shown(_PATH.sub("", name.strip()), 10 * NAME_LIMIT).strip()
    if last.strip(".") == "":
        return ""
    return last if len(last) <= NAME_LIMIT else f"{last[: NAME_LIMIT - 41]}…{last[-40:]}"
