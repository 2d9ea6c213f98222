"""OutlookOkan's files of one row: what they switch on beside the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mailguard.domain.condition import OfAttachments, When
from mailguard.domain.rule import AddedText, Bcc, Hidden, TextPlace, Then
from mailguard.i18n import _
from mailguard.importing.conditions import ATTACHED, everybody, masks, outsiders
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.outlookokan_rows import (
    Flags,
    asking,
    first,
    grouped,
    take_rule,
)
from mailguard.importing.rows import Row, RowError, each, places_of
from mailguard.rulebook.words import no_address


def whitelist(rows: Sequence[Row], harvest: Harvest, flags: Flags) -> None:
    """Trusted people go into the address book; some of them need no review."""

    def key(row: Row) -> bool:
        masks(row.filled(0))
        return row.flag(1)

    for is_skipped, same in grouped(rows, harvest, key).items():
        plain = [entry for entry in first(same) if "*" not in entry]
        entries = [entry if "@" in entry else f"@{entry}" for entry in plain]
        harvest.registered.extend(entries)
        told = _("They are in the address book now; the review still shows them.")
        harvest.note(Fate.CHANGED, places_of(same), told)
        if is_skipped or flags.whitelist_needs_no_review:
            title = _("Nobody but trusted people")
            when = When(recipients=(everybody(first(same)),))
            take_rule(harvest, "trusted", title, when, Then(confirm=False), same,
                      _("There is no review only where nothing else asks for one."))  # fmt: skip


def domains_warning(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """From how many outside domains on mail is warned of, refused, or made Bcc."""

    def take(row: Row) -> None:
        count = max(row.number(0, 10), 1)
        is_warned, is_refused, is_hidden = row.flag(1, default=True), row.flag(2), row.flag(3)
        when = When(recipients=(outsiders(count, visible=True),))
        title = _("Many organisations see each other")
        told = _("{n} or more organisations see each other's addresses.").format(n=count)
        counted = _("Organisations are counted, not domains.")
        if is_refused or is_warned:
            then = asking(told, refused=is_refused)
            take_rule(harvest, "many-organisations", title, when, then, [row], counted)
        if is_hidden and not is_refused:
            then = Then(bcc=Bcc())
            take_rule(harvest, "many-organisations-bcc", title, when, then, [row], counted)
        if not (is_warned or is_refused or is_hidden):
            harvest.note(Fate.TAKEN, row.place, _("Everything is off there."))

    _only(rows, harvest, take)


def always_bcc(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Every mail's recipients become Bcc."""

    def take(row: Row) -> None:
        if not row.flag(0):
            harvest.note(Fate.TAKEN, row.place, _("Everything is off there."))
            return
        if row.text(1) and no_address(row.text(1)):
            raise RowError(_("“{text}” is no mail address.").format(text=row.text(1)))
        bcc = Bcc(Hidden.ALL if row.flag(2) else Hidden.EXTERNAL, row.text(1))
        when = When() if row.flag(2) else When(recipients=(outsiders(visible=True),))
        title = _("Recipients are never shown to each other")
        take_rule(harvest, "always-bcc", title, when, Then(bcc=bcc), [row])

    _only(rows, harvest, take)


def added_texts(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Texts at the beginning and the end of every mail."""

    def take(row: Row) -> None:
        places = {TextPlace.TOP: (0, 2), TextPlace.BOTTOM: (1, 3)}
        switched = {place: row.flag(switch) for place, (switch, _at) in places.items()}
        for place, (_switch, at) in places.items():
            text = row.cells[at] if at < len(row.cells) else ""
            if switched[place] and text.strip():
                then = Then(add_text=AddedText(text, place))
                take_rule(harvest, "text", _("A text in every mail"), When(), then, [row])
        if not any(switched.values()):
            harvest.note(Fate.TAKEN, row.place, _("Everything is off there."))

    _only(rows, harvest, take)


def attachments(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """What is asked where anything is attached."""
    _only(rows, harvest, lambda row: _attachments(row, harvest))


def _attachments(row: Row, harvest: Harvest) -> None:
    flags = [row.flag(index) for index in (0, 1, 2, 3, 4, 5, 7, 8)]
    warns_zip, refuses_zip, all_endings, refuses, warns_file, opens, must_open, outside = flags
    if warns_zip or refuses_zip:
        when = When(attachments=(OfAttachments(type=("zip",), encrypted=True),))
        told = _("An encrypted zip file is attached.")
        then = asking(told, refused=refuses_zip)
        differs = "" if all_endings else _("Zip files count whatever they are called.")
        title = _("Encrypted zip file")
        take_rule(harvest, "encrypted-zip", title, when, then, [row], differs)
    if refuses:
        told = _("Attachments may not be sent. Please share the file in another way.")
        when = When(attachments=ATTACHED)
        take_rule(harvest, "no-attachments", _("No attachments"), when, Then(refuse=told), [row])
    if warns_file:
        then = Then(say=_("A link to a shared file would be better than an attachment."))
        take_rule(harvest, "link-instead", _("Attachments as links"),
                  When(attachments=ATTACHED), then, [row])  # fmt: skip
    if must_open:
        endings = tuple(part.strip(" .") for part in row.text(6).split(",") if part.strip(" ."))
        of = (outsiders(),) if outside else ()
        when = When(of, attachments=(OfAttachments(type=endings),))
        take_rule(harvest, "open-first", _("Open attachments first"), when,
                  Then(open_attachments=True), [row],
                  _("If one file is of these kinds, all have to be opened."))  # fmt: skip
    if opens:
        harvest.note(Fate.TAKEN, row.place, _("Every review can open attachments."))
    elif not any(flags):
        harvest.note(Fate.TAKEN, row.place, _("Everything is off there."))


def _only(rows: Sequence[Row], harvest: Harvest, take: Callable[[Row], None]) -> None:
    """The first row; the program reads no other."""
    each(rows[:1], harvest, take)
    told = _("Only the first line of this file counts.")
    for row in rows[1:]:
        harvest.note(Fate.UNREAD, row.place, told)
