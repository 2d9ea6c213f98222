"""What a policy may name: the checks with their settings. Only those that are named are loaded."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import msgspec

from mailguard import checks
from mailguard.domain.check import Check
from mailguard.inspection.runner import INSPECTION


@cache
def check_names() -> frozenset[str]:
    """The names of all checks; each is that of its module."""
    return frozenset(m.name.replace("_", "-") for m in pkgutil.iter_modules(checks.__path__))


def finding_names() -> frozenset[str]:
    """The names under which there are findings."""
    return check_names() | {INSPECTION}


def settings_of(check: str) -> msgspec.Struct:
    """The defaults of a check's own settings."""
    module = importlib.import_module(f"{checks.__name__}.{check.replace('-', '_')}")
    return next(each.settings for each in vars(module).values() if isinstance(each, Check))
