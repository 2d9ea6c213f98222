"""Refusing an action, with the reason why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from mailguard.domain.action import ActionRefusedError
from mailguard.i18n import _
from mailguard.message.address_list import UnusualListError
from mailguard.message.writing import UnwritableError


def refuse(reasons: Iterable[str]) -> None:
    """Raises ActionRefusedError for the first of the reasons, if there is one."""
    for reason in reasons:
        raise ActionRefusedError(reason)


@contextmanager
def refusing_what_is_unusual() -> Iterator[None]:
    """Raises ActionRefusedError where the recipients cannot be told apart, or not be written."""
    try:
        yield
    except UnusualListError:
        raise ActionRefusedError(
            _("The recipients of this mail are written in an unusual way; it was left as it is.")
        ) from None
    except UnwritableError:
        raise ActionRefusedError(
            _("A text for the header holds characters that cannot stand there.")
        ) from None
