"""The middle of a review, which scrolls: findings, people, files, checklist, text."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from mailguard.domain.finding import Finding, OfAttachment, OfRecipient
from mailguard.i18n import _
from ui.review import marks, other_rows, points, recipient_rows
from ui.review.checklist_card import ChecklistCard
from ui.review.finding_list import FindingList
from ui.review.findings import Findings
from ui.review.lines_card import LinesCard
from ui.review.marks import SUBJECT
from ui.review.model import Review
from ui.review.point_card import PointList
from ui.review.recipient_cards import HINTS
from ui.review.text_card import TextCard
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.row_list import RowList
from ui.widgets.scroll_area import ScrollArea
from ui.widgets.section import Section, Skeleton
from ui.wording import outcome
from ui.wording import review as wording


class Body(ScrollArea):
    """Everything there is to see about a mail.

    opened: The user wants to open the attachment of that index.
    The signals of its parts: `findings`, and the lists in `lists`.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._review: Review | None = None
        self._unfolded: set[str] = set()
        self.where = Banner()
        self.refusals = PointList(theme, "danger", rank="title", tone="danger")
        self.unchecked = Banner("warning")
        self.findings = Findings(theme)
        self.on_top = FindingList()
        self.before: QWidget | None = None  # what the keyboard reaches before all this
        self.senders = RowList(theme, _("Sender"))
        self.recipients = RowList(theme, _("Recipients"))
        self.attachments = RowList(theme, _("Attachments"))
        self.rules = PointList(theme, "card")
        self.checklist = ChecklistCard(theme)
        self.outcome = LinesCard()
        self.arriving = LinesCard()
        self.text = TextCard(theme)
        self._skeleton = Skeleton(4)
        self.lists = (self.senders, self.recipients, self.attachments)
        self._sections = [Section(rows.accessibleName(), rows) for rows in self.lists]
        self._rules_section = Section(_("Rules"), self.rules)
        self._checklist_section = Section(_("Checklist"), self.checklist)
        self._outcome_section = Section(_("What happens after Send"), self.outcome)
        self._arriving_section = Section(_("What the recipients get"), self.arriving)
        self._text_section = Section(_("Subject and text"), self.text)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.setSpacing(2 * GRID)
        margins = self.column.contentsMargins()
        margins.setTop(GRID)
        self.column.setContentsMargins(margins)
        for widget in (
            self.where,
            self.refusals,
            self.unchecked,
            self.on_top,
            *self._sections,
            self._rules_section,
            self._checklist_section,
            self._arriving_section,
            self._outcome_section,
            self._skeleton,
            self._text_section,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.findings.shown.connect(self.show_place)
        self.findings.grew.connect(self._on_grew)
        self.on_top.grew.connect(self._on_grew)
        self.on_top.unfolded.connect(self._on_hints)
        for rows in self.lists:
            rows.folded.connect(self._on_folded)
            rows.reached.connect(lambda place, rows=rows: self._reveal(rows, place))
        self.attachments.followed.connect(lambda key: self.opened.emit(int(key.split(":")[1])))

    def start(self, review: Review) -> None:
        """Show another mail, or a newer state of it, from the top."""
        inspection = review.question.inspection
        summary = review.question.summary
        self._unfolded = set()
        self.where.say(wording.whereabouts(summary), summary.note)
        self.unchecked.say(*(inspection.unchecked if inspection else ()))
        self._start_findings(review)
        self._start_rules(review)
        self._skeleton.setVisible(inspection is None)
        self._text_section.setVisible(inspection is not None)
        if inspection is not None:
            self.text.show_mail(review.question.preview.subject, inspection)
        self.follow(review)
        self._order_focus()
        self.verticalScrollBar().setValue(0)

    def _start_rules(self, review: Review) -> None:
        now = datetime.now().astimezone()
        inspection, decision = review.question.inspection, review.decision
        self.refusals.start(points.refusals(decision))
        self.refusals.setVisible(review.is_refused)
        asked = () if review.is_refused else points.points(decision)
        self.rules.start(asked)
        self._rules_section.setVisible(bool(asked))
        leaving = inspection if not review.is_refused else None
        self.outcome.say(outcome.outcome(leaving.decision, now) if leaving else ())
        self._outcome_section.setVisible(bool(self.outcome.lines))
        self.arriving.say(*(outcome.arrival(leaving) if leaving else ((), ())))
        self._arriving_section.setVisible(bool(self.arriving.lines))

    def _start_findings(self, review: Review) -> None:
        self.findings.start(review)
        self.on_top.start(self.findings)
        self.text.annex(self.findings.groups.get(SUBJECT))
        self._fold_hints()
        self.recipients.annex(self.findings.groups_of(OfRecipient))
        self.attachments.annex(self.findings.groups_of(OfAttachment))

    def _fold_hints(self) -> None:
        self.on_top.fold(self.findings)
        for group in self.findings.row_groups:
            group.show_cards(hints=self.findings.hints_open)

    def follow(self, review: Review) -> None:
        """Show what the user did so far."""
        self._review = review
        now = datetime.now().astimezone()
        self.findings.follow(review)
        self.senders.show_rows(other_rows.senders(review))
        opened = self._unfolded | ({HINTS} if self.findings.hints_open else set())
        self.recipients.show_rows(recipient_rows.rows(review, opened, now))
        self.attachments.show_rows(other_rows.attachments(review, self._unfolded))
        self.rules.follow(review)
        self.checklist.follow(review)
        self._checklist_section.setVisible(bool(self.checklist.lines))
        for rows, section in zip(self.lists, self._sections, strict=True):
            section.setVisible(bool(rows.rows))

    def sizeHint(self) -> QSize:
        """Always the same: how high it should be depends on the mail, see `height_for`."""
        return QSize(60 * GRID, 30 * GRID)

    def height_for(self, width: int) -> int:
        """How high everything in it is, where it is `width` wide."""
        self.text.prepare(width - 6 * GRID)
        room = width - self.verticalScrollBar().sizeHint().width()
        return max(self.column.totalHeightForWidth(room), self.column.totalSizeHint().height())

    def _on_folded(self, key: str) -> None:
        self._unfolded ^= {key}
        if self._review is not None:
            self.follow(self._review)

    def show_place(self, finding: Finding) -> None:
        """Scroll to the words that a finding speaks of."""
        self._scroll_to(self.text, self.text.show_place(finding))

    def show_demand(self, demand_id: str) -> None:
        """Bring the keyboard to a demand, and scroll to it."""
        card = self.findings.card_of(demand_id)
        if card is not None and card.deed is not None:
            self.on_top.show_card(card)
            self._scroll_to(card, 0)
            card.deed.focus_demand()
        elif tick := self.checklist.tick_of(demand_id):
            self._scroll_to(tick, 0)
            tick.setFocus(Qt.FocusReason.OtherFocusReason)
        elif asked := self.rules.show_demand(demand_id):
            self._scroll_to(asked, 0)
        else:
            index = points.index_to_open(demand_id)
            self._show_row(demand_id if index is None else marks.attachment_key(index))

    def _on_hints(self) -> None:
        self.findings.fold_hints()
        self._fold_hints()
        if self._review is not None:
            self.follow(self._review)
        self._order_focus()

    def _on_grew(self) -> None:
        for rows in self.lists:
            rows.arrange()

    def _order_focus(self) -> None:
        """New cards would come last for the keyboard, after the whole window."""
        order: list[QWidget] = [*self.refusals.focus_order(), *self.on_top.focus_order()]
        for rows in self.lists:
            order.append(rows)
            groups = (self.findings.groups.get(row.key) for row in rows.rows)
            order += [widget for group in groups if group for widget in group.focus_order()]
        order += self.rules.focus_order()
        order += [*self.checklist.ticks.values(), *self.text.focus_order()]
        previous = self.before
        for widget in order:
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget

    def _show_row(self, key: str) -> None:
        self._unfold(key)
        for rows in self.lists:
            if (place := rows.place_of(key)) is not None:
                rows.setFocus(Qt.FocusReason.OtherFocusReason)
                rows.point_out(key)
                self._scroll_to(rows, place.top())

    def _unfold(self, key: str) -> None:
        if self._review is None or any(rows.place_of(key) is not None for rows in self.lists):
            return
        if fold := recipient_rows.fold_around(self._review, key):
            self._unfolded.add(fold)
            self.follow(self._review)

    def _reveal(self, rows: RowList, place: QRect) -> None:
        at = rows.mapTo(self.content, place.center())
        self.ensureVisible(at.x(), at.y(), 0, place.height())

    def _scroll_to(self, widget: QWidget, y: int) -> None:
        self.column.activate()
        at = widget.mapTo(self.content, QPoint(0, y))
        self.ensureVisible(0, at.y(), 0, self.viewport().height() // 3)
