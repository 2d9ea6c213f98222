"""Finds the objects of one type at the top of a package's modules: no registry, no side effects."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def discover(package: ModuleType, kind: type[T]) -> tuple[T, ...]:
    """Every object of `kind` at the top of a module of `package`, by module name.

    Modules whose name begins with an underscore are left alone: they help the others.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name[0] != "_")
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return tuple(o for m in modules for o in vars(m).values() if isinstance(o, kind))
