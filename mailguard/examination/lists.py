"""Examines the organisation's own lists: which of their lines say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mailguard.domain.event import Condition
from mailguard.i18n import _, ngettext
from mailguard.knowledge.lists import COMPANIES, LISTS, companies_in_file, lists_in_file

_NAMED = 20  # wrong lines of a file that are named


def of_lists(folder: Path) -> Iterator[Condition]:
    """What is wrong in the lists in `folder`; their other lines are used all the same."""
    yield from _of_problems(folder / COMPANIES, companies_in_file(folder / COMPANIES).problems)
    yield from _of_problems(folder / LISTS, lists_in_file(folder / LISTS).problems)


def _of_problems(path: Path, problems: Sequence[str]) -> Iterator[Condition]:
    remedy = _("Correct the line. MailGuard uses the others, and reads the file again by itself.")
    for number, problem in enumerate(problems[:_NAMED]):
        yield Condition(f"list-line:{path.name}:{number}", problem, remedy)
    if (more := len(problems) - _NAMED) > 0:
        sentence = ngettext(
            "{file}: {count} more line is wrong.", "{file}: {count} more lines are wrong.", more
        )
        said = sentence.format(file=path, count=more)
        yield Condition(f"list-lines:{path.name}", said, remedy)
