"""Tables of the mails that were written by hand: what is interrupted, and which mistakes are seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mailguard.domain.finding import Severity
from tests.bench.table import markdown
from tests.detection.everyday import OCCASIONS
from tests.detection.looking import Answer
from tests.detection.scores import Rate, causes, interrupted


def seen(answer: Answer) -> Severity | None:
    """How loud a mistake was told, by one of the checks that may; None: not at all."""
    may = {answer.case.planted, *answer.case.also}
    return max((f.severity for f in answer.findings if f.check in may), default=None)


def is_caught(answer: Answer) -> bool:
    """Whether the mail would have been stopped for its mistake."""
    return (seen(answer) or Severity.NOTICE) > Severity.NOTICE


def notices(answers: Sequence[Answer]) -> Counter[str]:
    """How many notices each check gave."""
    return Counter(f.check for a in answers for f in a.findings if f.severity is Severity.NOTICE)


def everyday_table(answers: Sequence[Answer]) -> str:
    """How many mails of each occasion are interrupted, and what is noticed besides."""
    rows = []
    for occasion in OCCASIONS:
        of_it = [answer for answer in answers if answer.case.name.startswith(f"{occasion}: ")]
        rows.append(_row(occasion, interrupted(of_it)))
    rows.append(_row("all", interrupted(answers)))
    table = markdown(("occasion", "mails", "interrupted", "95 %"), rows)
    said = notices(answers)
    each = f"Notices: {said.total() / max(len(answers), 1):.2f} a mail."
    wrong = (f"- interrupted by {check}: {count}" for check, count in causes(answers).most_common())
    told = (f"- noticed by {check}: {count}" for check, count in said.most_common())
    return "\n".join((table, "", each, "", *wrong, *told))


def mishaps_table(answers: Sequence[Answer]) -> str:
    """How many mistakes of each kind are told, and which never."""
    rows = []
    for check in sorted({answer.case.planted for answer in answers}):
        of_it = [answer for answer in answers if answer.case.planted == check]
        rows.append((check, *_counts(of_it)))
    rows.append(("all", *_counts(answers)))
    missed = sorted({a.case.name.rpartition(" ")[0] for a in answers if not is_caught(a)})
    table = markdown(("mistake", "mails", "stopped", "noticed", "missed"), rows)
    return "\n".join((table, "", *(f"- not stopped: {name}" for name in missed)))


def _counts(answers: Sequence[Answer]) -> tuple[str, ...]:
    stopped = sum(map(is_caught, answers))
    missed = sum(seen(answer) is None for answer in answers)
    return tuple(map(str, (len(answers), stopped, len(answers) - stopped - missed, missed)))


def _row(name: str, rate: Rate) -> tuple[str, ...]:
    low, high = rate.interval()
    return (name, str(rate.mails), f"{rate.percent:.1f} %", f"{low:.1f}–{high:.1f} %")
