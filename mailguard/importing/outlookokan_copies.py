"""OutlookOkan's tables that add somebody: by a word, a recipient or an attachment."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.condition import OfText, When, Where
from mailguard.domain.rule import Then
from mailguard.i18n import _
from mailguard.importing.conditions import ATTACHED, anybody, masks, outsiders
from mailguard.importing.harvest import Harvest
from mailguard.importing.outlookokan_rows import Flags, first, grouped, take_rule
from mailguard.importing.rows import Row, RowError
from mailguard.rulebook.words import no_address

Copy = tuple[str, str]
"""The field, cc or bcc, and the address that is added."""


def keyword_copies(rows: Sequence[Row], harvest: Harvest, flags: Flags) -> None:
    """A word in the text adds somebody."""

    def key(row: Row) -> Copy:
        row.filled(0)
        return _copy(row, 1)

    of = (outsiders(),) if flags.keyword_copies_outside_only else ()
    for copy, same in grouped(rows, harvest, key).items():
        when = When(recipients=of, text=OfText(tuple(first(same)), where=Where.ALL))
        title = _("A copy because of a word")
        take_rule(harvest, "copy-by-word", title, when, _added(copy), same)


def recipient_copies(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """A recipient adds somebody."""

    def key(row: Row) -> Copy:
        masks(row.filled(0))
        return _copy(row, 1)

    for copy, same in grouped(rows, harvest, key).items():
        group = _("With a copy to {address}").format(address=copy[1])
        when = When(recipients=(anybody(first(same), group, harvest),))
        title = _("A copy because of a recipient")
        take_rule(harvest, "copy-by-recipient", title, when, _added(copy), same)


def file_copies(rows: Sequence[Row], harvest: Harvest, flags: Flags) -> None:
    """An attachment adds somebody."""
    of = (outsiders(),) if flags.file_copies_outside_only else ()
    for copy, same in grouped(rows, harvest, lambda row: _copy(row, 0)).items():
        title = _("A copy because of an attachment")
        when = When(of, attachments=ATTACHED)
        take_rule(harvest, "copy-by-file", title, when, _added(copy), same)


def _copy(row: Row, field: int) -> Copy:
    """Whom a row adds, and where: the cell `field` and the one after it. Raises RowError."""
    address, where = row.filled(field + 1), row.text(field).casefold()
    if no_address(address):
        raise RowError(_("“{text}” is no mail address.").format(text=address))
    if where not in {"cc", "bcc"}:
        raise RowError(_("“{text}” is neither Cc nor Bcc.").format(text=row.text(field)))
    return where, address


def _added(copy: Copy) -> Then:
    field, address = copy
    return Then(add_cc=(address,)) if field == "cc" else Then(add_bcc=(address,))
