"""The rules of a policy, made ready once, and the verdict about one mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mailguard.domain.consequence import Remark
from mailguard.domain.rule import Mode, Placed
from mailguard.domain.verdict import Verdict, joined
from mailguard.i18n import _
from mailguard.policy.asking import asked
from mailguard.policy.conditions.evidence import Evidence, UndecidedError, few
from mailguard.policy.conditions.whole import Condition
from mailguard.policy.lexicon import Lexicon
from mailguard.policy.situation import Situation
from mailguard.policy.view import View


class Ruleset:
    """Rules that can be asked about any number of mails. Raises PatternError."""

    def __init__(self, rules: Iterable[Placed] = ()) -> None:
        on = [placed for placed in rules if placed.rule.mode is not Mode.OFF]
        self._rules = [(placed, Condition(placed.rule.when)) for placed in on]
        self._lexicon = Lexicon(placed.rule.when for placed in on)

    def verdict(self, situation: Situation) -> Verdict:
        """What all rules ask of this mail: the strictest of each, in whatever order they stand."""
        return _with_contradictions(joined(self._verdicts(situation)))

    def _verdicts(self, situation: Situation) -> Iterator[Verdict]:
        view = View(situation, self._lexicon)
        for placed, condition in self._rules:
            evidence = _evidence(condition, view)
            if evidence is not None:
                yield asked(placed, evidence, situation)


def verdict_of(rules: Iterable[Placed], situation: Situation) -> Verdict:
    """The verdict of rules that are asked once. Raises PatternError."""
    return Ruleset(rules).verdict(situation)


def _evidence(condition: Condition, view: View) -> Evidence | None:
    """Why a rule fires; one that cannot be decided does."""
    try:
        evidence = condition.holds(view)
    except UndecidedError as error:
        return few([str(error)])
    return None if evidence is None else few(evidence)


def _with_contradictions(verdict: Verdict) -> Verdict:
    """A field that rules set to several values cannot be set: the mail is refused."""
    set_to = {(name.lower(), value) for name, value in verdict.preparation.set_header}
    names = Counter(name for name, _value in set_to)
    sentence = _(
        "Rules of your organisation set the field {name} to different values. "
        "Please tell whoever looks after them."
    )
    refusals = tuple(
        Remark("", name, sentence.format(name=name)) for name, count in names.items() if count > 1
    )
    return joined([verdict, Verdict(refusals=refusals)]) if refusals else verdict
