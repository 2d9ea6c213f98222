"""Subject and first lines of a mail, with the words in question marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QToolTip, QVBoxLayout, QWidget

from mailguard.domain.finding import Finding, OfText
from mailguard.domain.inspection import Inspection
from mailguard.i18n import _
from ui.review.finding_group import FindingGroup
from ui.review.marks import SUBJECT, placed, worst
from ui.theme import GRID, Theme
from ui.widgets.buttons import Button
from ui.widgets.glyphs import MARK_TONES
from ui.widgets.label import Label, set_property

LINES = 12
"""Lines of the text that are shown before it is opened."""


class TextCard(QFrame):
    """The subject, and the new text.

    grew: The card needs more or less room now.
    """

    grew = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._subject = Label(rank="title")
        self.text = _Text(theme)
        self._more = Button("", role="link")
        self._note = Label(rank="soft")
        self._about_subject: FindingGroup | None = None
        self._more.clicked.connect(self._on_more)
        self.text.fitted.connect(self._on_fitted)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._subject)
        layout.addWidget(self.text)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._note)

    def annex(self, group: FindingGroup | None) -> None:
        """Have what speaks of the subject stand below it."""
        self._about_subject = group
        layout = self.layout()
        if group is not None and isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, group)

    def focus_order(self) -> list[QWidget]:
        """What the keyboard can reach, as it is read."""
        findings = self._about_subject.focus_order() if self._about_subject else []
        return [*findings, self.text, self._more]

    def show_mail(self, subject: str, inspection: Inspection) -> None:
        """Show the mail from its beginning."""
        self._subject.setText(subject.strip() or _("(no subject)"))
        mark = worst(placed(inspection)).get(SUBJECT)
        set_property(self._subject, "tone", MARK_TONES[mark].name.lower() if mark else "")
        self.text.show_text(inspection)
        self._note.say(_note(inspection))

    def prepare(self, width: int) -> None:
        """Work out the height for a card of that width, which may not be on the screen yet."""
        self.text.fit(width - 2 * (GRID + 4) - 2)

    def show_place(self, finding: Finding) -> int:
        """Open the text as far as the finding's place; how far down in the card that is."""
        if not isinstance(finding.place, OfText):
            return 0
        self.text.open(is_open=True)
        return self.text.y() + self.text.select(finding.place)

    def _on_more(self) -> None:
        self.text.open(is_open=not self.text.is_open)
        self.grew.emit()

    def _on_fitted(self) -> None:
        self._more.setText(_("Show less") if self.text.is_open else _("Show all of it"))
        self._more.setVisible(self.text.is_long)


def _note(inspection: Inspection) -> str:
    notes = []
    if not inspection.text.strip():
        notes.append(_("(no text)"))
    if inspection.text_is_cut:
        notes.append(_("Only the beginning of the text is shown."))
    if inspection.has_quoted_text:
        notes.append(_("Below it the mail quotes an earlier one."))
    return " ".join(notes)


class _Text(QTextEdit):
    """A text as high as its first lines, or as all of it.

    fitted: The height was worked out anew.
    """

    fitted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inspection: Inspection | None = None
        self.is_open = False
        self.is_long = False
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Text of the mail"))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._mark)

    def show_text(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self.setPlainText(inspection.text.strip("\n"))
        self.is_open = False
        self._mark()

    def open(self, *, is_open: bool) -> None:
        self.is_open = is_open
        self.fit(self.viewport().width())

    def select(self, place: OfText) -> int:
        """Put the cursor at a place; how far down that is."""
        cursor = self._cursor(place)
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        return self.cursorRect(cursor).center().y()

    def fit(self, width: int) -> None:
        """Take the height that the text needs at that width."""
        self.document().setTextWidth(width)
        whole = round(self.document().size().height())
        some = LINES * self.fontMetrics().lineSpacing()
        self.is_long = whole > some + self.fontMetrics().lineSpacing()
        self.setFixedHeight(whole if self.is_open or not self.is_long else some)
        self.setVisible(bool(self.toPlainText().strip()))
        self.fitted.emit()

    def _mark(self) -> None:
        findings = self._inspection.findings if self._inspection else ()
        self.setExtraSelections(
            [self._selection(each) for each in findings if isinstance(each.place, OfText)]
        )

    def _selection(self, finding: Finding) -> QTextEdit.ExtraSelection:
        tone = MARK_TONES[finding.severity]
        look = QTextCharFormat()
        look.setForeground(self._theme.colour(tone))
        look.setBackground(self._theme.colour(f"{tone}_soft"))
        # not by colour alone
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(finding.place)
        selection.format = look
        return selection

    def _cursor(self, place: object) -> QTextCursor:
        cursor = QTextCursor(self.document())
        if self._inspection is not None and isinstance(place, OfText):
            text = self._inspection.text
            shift = len(text) - len(text.lstrip("\n"))
            end = self.document().characterCount() - 1
            for at, mode in (
                (place.start, QTextCursor.MoveMode.MoveAnchor),
                (place.end, QTextCursor.MoveMode.KeepAnchor),
            ):
                cursor.setPosition(min(_units(text[shift:at]), end), mode)
        return cursor

    def _sentence_at(self, place: QPoint) -> str:
        """What the finding at a place of the viewport says; "" where there is none."""
        at = self.cursorForPosition(place).position()
        findings = self._inspection.findings if self._inspection else ()
        for finding in findings:
            cursor = self._cursor(finding.place)
            if cursor.hasSelection() and cursor.selectionStart() <= at <= cursor.selectionEnd():
                return finding.sentence
        return ""

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._sentence_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self.viewport().width())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the window around the text scrolls


def _units(text: str) -> int:
    """How many places Qt counts for `text`: UTF-16 units."""
    return len(text.encode("utf-16-le", errors="replace")) // 2
