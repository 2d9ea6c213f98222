"""Everything about one mail: what became of each recipient, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from mailguard.domain.event import Details, Happening, RecipientResult
from mailguard.domain.state import State
from mailguard.i18n import _
from ui.theme import GRID, Theme
from ui.widgets.label import Label
from ui.widgets.row_list import RowList
from ui.widgets.rows import Row, Tone
from ui.widgets.scroll_area import ScrollArea
from ui.widgets.section import Section
from ui.widgets.window import Window
from ui.wording import entries, times

_TONES = {State.SENT: Tone.GOOD, State.FAILED: Tone.DANGER, State.UNCERTAIN: Tone.WARNING}


class DetailsWindow(Window):
    """One mail, to read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Details"))
        self.start_with(85 * GRID, 65 * GRID)
        self._subject = Label(rank="headline")
        self._reason = Label(rank="soft")
        self.results = RowList(theme, _("Recipients"))
        self.journal = RowList(theme, _("What happened"))
        area = ScrollArea()
        layout = area.column
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._subject)
        layout.addWidget(self._reason)
        self._results = Section(_("Recipients"), self.results)
        layout.addWidget(self._results)
        layout.addWidget(Section(_("What happened"), self.journal))
        layout.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_details(self, details: Details) -> None:
        """Show this mail."""
        now = datetime.now().astimezone()
        self._subject.setText(entries.subject(details.summary))
        self._reason.say("\n".join(filter(None, (details.summary.reason, details.summary.note))))
        self.results.show_rows(list(_results(details.results)))
        self._results.setVisible(bool(details.results))
        self.journal.show_rows([_line(n, each, now) for n, each in enumerate(details.journal)])


def _results(results: tuple[RecipientResult, ...]) -> Iterator[Row]:
    for result in results:
        yield Row(
            key=f"result:{result.address}",
            card="results",
            title=result.address,
            detail=str(result.reply) if result.reply else "",
            edge=entries.state_name(result.state),
            edge_tone=_TONES.get(result.state, Tone.PLAIN),
        )


def _line(number: int, happening: Happening, now: datetime) -> Row:
    return Row(
        key=f"line:{number}",
        card="journal",
        title=entries.state_name(happening.state),
        detail=happening.reason,
        edge=f"{times.moment(happening.at, now)} · {entries.by(happening.by)}",
    )
