"""The cards on the screen, one over the other in a corner. They never take the focus."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainterPath, QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailguard.i18n import _, ngettext
from ui.cards.card import CardWidget
from ui.cards.model import Card, Look
from ui.theme import GRID, RADIUS
from ui.widgets.buttons import Button
from ui.widgets.scroll_area import measure_anew

MOST = 3
"""Cards that are shown; more become one line."""

_TICK_MS = 200


class CardStack(QWidget):
    """All cards.

    undone, paused, hurried, opened, listed, closed: What was pressed, with the entry's id.
    list_wanted: The user wants to see all that waits.
    ticked: Time went on; cards may have to go.
    """

    undone = Signal(str)
    paused = Signal(str)
    hurried = Signal(str)
    opened = Signal(str)
    listed = Signal(str)
    closed = Signal(str)
    list_wanted = Signal()
    ticked = Signal()

    def __init__(
        self,
        corner: Callable[[], QRect] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`corner` gives where the tray icon is; an empty rectangle where there is none."""
        super().__init__(None, _window_flags())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(_("MailGuard: mail that leaves soon"))
        self.setProperty("ground", "ground")
        self._corner = corner or QRect
        self._clock = clock
        self._widgets: dict[str, CardWidget] = {}
        self._cards: tuple[Card, ...] = ()
        self.is_held = False  # nothing leaves
        self._more = Button("", role="link")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self.list_wanted)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(self._more)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def shown(self) -> dict[str, CardWidget]:
        """The cards that can be seen, by the id of their entry."""
        return dict(self._widgets)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards, in this order."""
        self._cards = tuple(cards)
        shown = self._cards[:MOST]
        for gone in self._widgets.keys() - {card.summary.id for card in shown}:
            self._widgets[gone].hide()
            self._widgets.pop(gone).deleteLater()
        for place, card in enumerate(shown):
            self._layout.insertWidget(place, self._widget(card.summary.id))
        self._say_more(len(self._cards) - len(shown))
        self._refresh()
        self._place(is_empty=not shown)

    def _widget(self, entry_id: str) -> CardWidget:
        if entry_id not in self._widgets:
            widget = CardWidget()
            for name in ("undone", "paused", "hurried", "opened", "listed", "closed"):
                own: Callable[[str], None] = getattr(self, name).emit
                getattr(widget, name).connect(lambda own=own: own(entry_id))
            self._widgets[entry_id] = widget
        return self._widgets[entry_id]

    def _say_more(self, number: int) -> None:
        text = ngettext("{n} more mail waits", "{n} more mails wait", number)
        self._more.setText(text.format(n=number))
        self._more.setVisible(number > 0)

    def _refresh(self) -> None:
        now = self._clock()
        for card in self._cards[:MOST]:
            self._widgets[card.summary.id].show_card(card, now, held=self.is_held)

    def _place(self, *, is_empty: bool) -> None:
        if is_empty:
            self.hide()
            self._timer.stop()
            return
        measure_anew(self)
        self.resize(self._layout.totalSizeHint())
        self._layout.setGeometry(self.rect())  # hidden layouts wait with that
        self._cut_out()
        self.move(_position(self.screen().availableGeometry(), self.rect(), self._corner()))
        self.show()
        timed = any(card.gone_at or card.look is Look.COUNTING for card in self._cards)
        self._timer.start() if timed else self._timer.stop()

    def _cut_out(self) -> None:
        """Between and around the cards the screen shows through, also without a compositor."""
        path = QPainterPath()
        for widget in (*self._widgets.values(), self._more):
            if not widget.isHidden():
                path.addRoundedRect(QRectF(widget.geometry()), RADIUS, RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def _on_tick(self) -> None:
        self._refresh()
        self.ticked.emit()


def _window_flags() -> Qt.WindowType:
    return (
        Qt.WindowType.Tool
        | Qt.WindowType.FramelessWindowHint
        | Qt.WindowType.WindowStaysOnTopHint
        | Qt.WindowType.WindowDoesNotAcceptFocus
    )


def _position(room: QRect, size: QRect, tray: QRect) -> QPoint:
    """The corner of the screen that is near the tray: below at the right where it is unknown."""
    x = room.right() - size.width() - GRID
    above = tray.isValid() and tray.center().y() < room.center().y()
    return QPoint(x, room.top() + GRID if above else room.bottom() - size.height() - GRID)
