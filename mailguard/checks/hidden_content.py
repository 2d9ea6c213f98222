"""What a file holds beyond what one sees when one opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.content import Hidden, Veil
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_WORDS = {
    Veil.SHEET: N_("hidden sheet"),
    Veil.VERY_HIDDEN_SHEET: N_("deeply hidden sheet"),
    Veil.ROWS: N_("hidden rows"),
    Veil.COLUMNS: N_("hidden columns"),
    Veil.SLIDE: N_("hidden slide"),
    Veil.TEXT: N_("hidden text"),
    Veil.TRACKED_CHANGE: N_("tracked changes"),
    Veil.COMMENT: N_("comments"),
    Veil.SPEAKER_NOTES: N_("speaker notes"),
    Veil.LINKED_FILE: N_("links to other files"),
    Veil.PIVOT_CACHE: N_("the data behind a pivot table"),
}
_SERIOUS = frozenset(
    {Veil.SHEET, Veil.VERY_HIDDEN_SHEET, Veil.ROWS, Veil.COLUMNS, Veil.TEXT}
    | {Veil.TRACKED_CHANGE, Veil.COMMENT}
)
# What people send to and fro on purpose, when they say so.
_REVIEWED = frozenset({Veil.TRACKED_CHANGE, Veil.COMMENT})
_REVIEW = re.compile(
    r"変更履歴|修正履歴|見え消し|校閲|コメント|赤字|朱書き|朱入れ|新旧対照"
    r"|track(?:ed)? changes|changes? (?:(?:is|are) )?(?:tracked|marked)"
    r"|red-?lin|mark(?:ed)?-?up|comments",
    re.IGNORECASE,
)
_NAMED = 5  # places that the evidence names


@check(
    "hidden-content",
    title=N_("Hidden in a file"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def hidden_content(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns of what leaves hidden; notes of a speaker, links and the like are a notice, and so
    are changes and comments that the text speaks of.
    """
    if not (mail.goes_outside and mail.attachments):
        return
    expected = _REVIEWED if _REVIEW.search(mail.text.body) else frozenset()
    for index, attachment, content in mail.files:
        if not content.hidden:
            continue
        kinds = dict.fromkeys(_(_WORDS[hidden.veil]) for hidden in content.hidden)
        serious = any(hidden.veil in _SERIOUS - expected for hidden in content.hidden)
        sentence = _("“{name}” holds more than it shows: {kinds}.")
        yield Fact(
            Severity.WARNING if serious else Severity.NOTICE,
            sentence.format(name=attachment.name, kinds=_(", ").join(kinds)),
            tuple(map(_evidence, content.hidden[:_NAMED])),
            OfAttachment(index),
        )


def _evidence(hidden: Hidden) -> str:
    parts = (_(_WORDS[hidden.veil]), hidden.where, hidden.sample)
    return ": ".join(part for part in parts if part)
