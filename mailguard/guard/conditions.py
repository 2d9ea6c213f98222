"""The conditions that hold now: what keeps MailGuard from its work until it is mended."""

from __future__ import annotations

from collections.abc import Callable

from mailguard.domain.event import Condition, Conditions, Event


class ConditionBoard:
    """All conditions by id; tells when one comes, changes or goes."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._conditions: dict[str, Condition] = {}
        self._publish = publish

    @property
    def all(self) -> tuple[Condition, ...]:
        return tuple(self._conditions.values())

    def put(self, condition: Condition) -> None:
        if self._conditions.get(condition.id) != condition:
            self._conditions[condition.id] = condition
            self._tell()

    def clear(self, condition_id: str) -> None:
        if self._conditions.pop(condition_id, None) is not None:
            self._tell()

    def replace(self, account: str, conditions: tuple[Condition, ...]) -> None:
        """Let exactly `conditions` hold for `account`."""
        others = {c.id: c for c in self._conditions.values() if c.account != account}
        wanted = others | {c.id: c for c in conditions}
        if wanted != self._conditions:
            self._conditions = wanted
            self._tell()

    def _tell(self) -> None:
        self._publish(Conditions(self.all))
