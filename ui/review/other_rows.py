"""Senders and attachments of a review as rows."""

from __future__ import annotations

from collections.abc import Iterator, Set

from mailguard.domain.finding import Severity
from mailguard.domain.mail import Attachment
from mailguard.i18n import _, ngettext
from ui.review import marks
from ui.review.model import Review
from ui.review.points import opening_key
from ui.widgets.rows import Fold, Row, Tick, Tone
from ui.wording import files, people

_PICTURES = "pictures"


def senders(review: Review) -> list[Row]:
    """Who the mail says it is from, where it says more than one thing; else nothing."""
    who = review.question.preview.correspondents
    author = {box.address.key for box in who.author}
    envelope = review.question.summary.sender
    lines = [
        (_("From"), people.mailboxes(who.author)),
        (_("Sent by"), people.mailboxes(who.sender)),
        (_("Replies go to"), people.mailboxes(who.reply_to)),
        (_("Bounces go to"), envelope or _("nobody")),
    ]
    keys = [
        author,
        {box.address.key for box in who.sender},
        {box.address.key for box in who.reply_to},
        {envelope.casefold()},
    ]
    others = [line for line, key in zip(lines, keys, strict=True) if key and key != author]
    if not others:
        return []
    return [_sender(*line) for line in [lines[0], *others]]


def _sender(label: str, text: str) -> Row:
    return Row(key=f"sender:{label}", card="senders", title=text, edge=label)


def attachments(review: Review, opened: Set[str]) -> list[Row]:
    """Every attached file; pictures that stand within the text are one closed row."""
    inspection = review.question.inspection
    if inspection is None:
        return []
    numbered = list(enumerate(inspection.attachments))
    found = marks.worst(marks.placed(inspection))
    worst = {i: found.get(marks.attachment_key(i), 0) for i, _a in numbered}
    asked = {i for i, _a in numbered if worst[i] or review.demand(marks.attachment_key(i))}
    pictures = [(i, each) for i, each in numbered if each.inline and i not in asked]
    shown = [(i, each) for i, each in numbered if (i, each) not in pictures]
    urgent_first = sorted(shown, key=lambda each: -max(worst[each[0]], Severity.NOTICE))
    rows = [_attachment(review, i, each) for i, each in urgent_first]
    return [*rows, *_picture_rows(review, pictures, opened)]


def _picture_rows(
    review: Review, pictures: list[tuple[int, Attachment]], opened: Set[str]
) -> Iterator[Row]:
    if not pictures:
        return
    is_open = _PICTURES in opened
    text = ngettext("{n} picture within the text", "{n} pictures within the text", len(pictures))
    yield Row(
        key=_PICTURES,
        card="attachments",
        title=text.format(n=len(pictures)),
        detail=files.size(sum(each.size for _i, each in pictures)),
        fold=Fold.OPEN if is_open else Fold.CLOSED,
    )
    if is_open:
        for index, each in pictures:
            yield _attachment(review, index, each)


def _attachment(review: Review, index: int, attachment: Attachment) -> Row:
    key = marks.attachment_key(index)
    demand = review.demand(key) if review.may_tick(key) else None
    edge, tone = _opening(review, index)
    return Row(
        key=key,
        card="attachments",
        title=attachment.name or _("(no name)"),
        detail=files.facts(attachment),
        edge=edge,
        edge_tone=tone,
        tick=_tick(review, key),
        demand=demand.id if demand else "",
        link=_("Open"),
    )


def _opening(review: Review, index: int) -> tuple[str, Tone]:
    """Whether it has to be opened, for the edge of its row."""
    demand = review.demand(opening_key(index))
    if demand is None:
        return "", Tone.PLAIN
    is_met = review.is_met(demand)
    return (_("opened"), Tone.GOOD) if is_met else (_("please open it first"), Tone.ACCENT)


def _tick(review: Review, key: str) -> Tick:
    demand = review.demand(key)
    found = marks.placed(review.question.inspection)
    if any(each.key == key and each.interrupts for each in found):
        return Tick.SHARED  # it is the finding that asks
    if demand is None:
        return Tick.NONE
    if not review.may_tick(key):
        return Tick.SHUT
    return Tick.DONE if review.is_met(demand) else Tick.OPEN
