"""Everything about one mail: what became of each recipient, and what happened when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from mailguard.domain.event import Details, Happening, RecipientResult
from mailguard.domain.state import State
from mailguard.i18n import _
from ui.held.lock_card import LockCard
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
        self.second = RowList(theme, _("What follows it"))
        self.lock = LockCard()
        self.journal = RowList(theme, _("What happened"))
        area = ScrollArea()
        layout = area.column
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._subject)
        layout.addWidget(self._reason)
        self._results = Section(_("Recipients"), self.results)
        self._lock = Section(_("Password of the files"), self.lock)
        self._second = Section(_("What follows it"), self.second)
        for section in (self._lock, self._results, self._second):
            layout.addWidget(section)
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
        for rows, section, follows in (
            (self.results, self._results, False),
            (self.second, self._second, True),
        ):
            of_it = [each for each in details.results if each.follows is follows]
            rows.show_rows([_result(each) for each in of_it])
            section.setVisible(bool(of_it))
        lock = details.received.lock if details.received else None
        self.lock.show_lock(lock)
        self._lock.setVisible(lock is not None)
        self.journal.show_rows([_line(n, each, now) for n, each in enumerate(details.journal)])


def _result(result: RecipientResult) -> Row:
    return Row(
        key=f"result:{result.address}",
        card="results",
        title=result.address,
        detail=str(result.reply) if result.reply else "",
        edge=entries.state_name(_standing(result)),
        edge_tone=_TONES.get(result.state, Tone.PLAIN),
    )


def _standing(result: RecipientResult) -> State:
    """What follows another mail waits for its time, not for the server, until it is tried."""
    is_to_come = result.follows and result.state is State.QUEUED and not result.attempts
    return State.DELAYED if is_to_come else result.state


def _line(number: int, happening: Happening, now: datetime) -> Row:
    return Row(
        key=f"line:{number}",
        card="journal",
        title=entries.state_name(happening.state),
        detail=happening.reason,
        edge=f"{times.moment(happening.at, now)} · {entries.by(happening.by)}",
    )
