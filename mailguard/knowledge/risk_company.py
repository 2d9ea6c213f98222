"""The company a recipient keeps: who stood beside whom in past mails, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mailguard.knowledge.risk_history import MOST, Appearance, Conversation

_BUDGET = 2000  # appearances that are counted for one mail
_FEWEST = 10  # of each recipient, however many there are
_MOST_OF_THEM = 0.6  # of the recipients: enough to call it the same circle
_START = 3  # letters after which a mail program offers addresses
_ALONE = -0.2  # what is said of the others where there are none


class Company:
    """The recipients' past mails, counted once for all features."""

    def __init__(
        self, windows: Mapping[str, Sequence[Appearance]], conversation: Conversation
    ) -> None:
        most = min(MOST, max(_FEWEST, _BUDGET // max(1, len(windows))))
        self.windows = {key: seen[:most] for key, seen in windows.items()}
        self.keys = tuple(windows)
        self._counts = {
            key: Counter(one for mail in seen for one in mail.people)
            for key, seen in self.windows.items()
        }
        self._in_thread = frozenset().union(
            conversation.parent or (), *conversation.thread, *conversation.subject
        )
        self._best = dict.fromkeys(self.keys, 0.0)
        self._with_circle = dict.fromkeys(self.keys, 0)
        self._beside_circle = dict.fromkeys(self.keys, 0)
        self._circle = 0  # mails in which most of the recipients stood
        self._missed: Counter[str] = Counter()
        self._gather()

    def _gather(self) -> None:
        """One pass over every mail in which a recipient stood."""
        everybody = frozenset(self.keys)
        count = len(everybody)
        enough = max(1.0, _MOST_OF_THEM * (count - 1))
        for mail in {mail: None for seen in self.windows.values() for mail in seen}:
            present = mail.people & everybody
            self._circle += len(present) >= enough
            if len(present) >= max(1.0, _MOST_OF_THEM * count):
                self._missed.update(mail.people - everybody)
            for key in present:
                share = (len(present) - 1) / (count - 1) if count > 1 else 0.0
                self._best[key] = max(self._best[key], share)
                self._with_circle[key] += len(present) - 1 >= enough
                self._beside_circle[key] += len(present) - 1 < enough <= len(present)

    def share(self, of: str, beside: str) -> float:
        """In how many of the mails with `of` `beside` stood too: 0 to 1."""
        return self._counts[of][beside] / (len(self.windows[of]) + 1)

    def features(self, key: str) -> dict[str, float]:
        """How `key` goes with the other recipients."""
        others = [other for other in self.keys if other != key]
        beside = [self.share(other, key) for other in others]
        known = [other for other in others if self.windows[other]]
        mails = self._circle - self._beside_circle[key]
        most_missed = max(self._missed.values(), default=0)
        return {
            "beside_others": _mean(beside),
            "beside_others_most": max(beside, default=_ALONE),
            "beside_others_least": min(beside, default=_ALONE),
            "others_beside": _mean([self.share(key, other) for other in others]),
            "others_beside_most": max((self.share(key, o) for o in others), default=_ALONE),
            "never_with": _mean([float(not self._counts[other][key]) for other in known]),
            "others_together": self._cohesion(others),
            "others_strangers": _mean([float(not self.windows[other]) for other in others]),
            "best_match": self._best[key] if others else _ALONE,
            "in_circle": (self._with_circle[key] + 0.3) / (mails + 1) if others else 0.3,
            "missed": most_missed / (self._circle + 1),
            **self._domain(key, others),
            **self._rivals(key, others, _mean(beside)),
        }

    def _cohesion(self, others: Sequence[str]) -> float:
        return _mean([self.share(a, b) for a in others for b in others if a != b])

    def _domain(self, key: str, others: Sequence[str]) -> dict[str, float]:
        ending = "@" + key.rpartition("@")[2]
        return {
            "same_domain": _mean([float(other.endswith(ending)) for other in others]),
            "domain_beside": _mean([self._domain_share(other, key, ending) for other in others]),
        }

    def _domain_share(self, other: str, key: str, ending: str) -> float:
        colleagues = [
            count
            for one, count in self._counts[other].items()
            if one not in (key, other) and one.endswith(ending)
        ]
        return min(1.0, sum(colleagues) / (len(self.windows[other]) + 1))

    def _rivals(self, key: str, others: Sequence[str], own: float) -> dict[str, float]:
        """Others whose address begins alike: did the mail program offer the wrong one?"""
        start = key[:_START]
        alike = {
            one
            for other in others
            for one in self._counts[other]
            if one not in (key, other) and one.startswith(start)
        }
        fit = {one: self._fit(one, others) for one in alike}
        absent = [value for one, value in fit.items() if one not in self.windows]
        offered = [one for one in self._in_thread if one.startswith(start) and one != key]
        return {
            "rival": max(fit.values(), default=0.0) - max(0.0, own),
            "absent_rival": max(absent, default=0.0) - max(0.0, own),
            "rival_in_thread": float(any(one not in self.windows for one in offered)),
            "same_letters": max((_common(key, other) for other in others), default=0),
            "same_start": float(any(other.startswith(start) for other in others)),
        }

    def _fit(self, one: str, others: Sequence[str]) -> float:
        return max(0.0, _mean([self.share(other, one) for other in others if other != one]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else _ALONE


def _common(one: str, other: str) -> int:
    """Letters at the start that are the same: 0 to 6."""
    return next((i for i in range(6) if one[i : i + 1] != other[i : i + 1]), 6)
