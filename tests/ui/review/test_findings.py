"""Findings stand where they speak of, say why when asked, and take what they demand there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from mailguard.domain.command import Answer, Choice
from mailguard.domain.finding import Finding, OfAttachment, OfRecipient, Severity
from mailguard.domain.inspection import Offer
from tests.ui import found
from tests.ui.found import PEOPLE
from tests.ui.review.hands import Hands
from ui.read_model import Question
from ui.review import marks
from ui.review.deed import Deed
from ui.review.finding_card import FindingCard
from ui.review.model import Review
from ui.theme import Theme
from ui.widgets.rows import Row

SUZUKI = "recipient:suzuki@acme.example"
WITHOUT_SUZUKI = Offer("remove-recipient", "suzuki@acme.example")


@pytest.fixture
def hands(theme: Theme) -> Hands:
    return Hands(theme)


def card(hands: Hands, check: str) -> FindingCard:
    cards = hands.window.body.findings.cards
    return next(each for each in cards if each.placed.finding.check == check)


def deed(hands: Hands, check: str) -> Deed:
    found_deed = card(hands, check).deed
    assert found_deed is not None
    return found_deed


def row(hands: Hands, key: str) -> Row:
    return next(each for each in hands.list_with(key).rows if each.key == key)


def left(hands: Hands) -> int:
    assert hands.window.review is not None
    return len(hands.window.review.left)


def top(hands: Hands, widget: QWidget, y: int = 0) -> int:
    return widget.mapTo(hands.window, QPoint(0, y)).y()


# Where ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "check", "key"),
    [
        (found.on_recipients, "lookalike-contact", SUZUKI),
        (found.on_attachments, "attachment-other-company", "attachment:1"),
    ],
)
def test_a_finding_stands_below_the_line_of_its_row(
    hands: Hands, make: Callable[[], Question], check: str, key: str
) -> None:
    hands.ask(make())
    rows, shown = hands.list_with(key), card(hands, check)
    place = rows.place_of(key)
    assert place is not None
    assert shown.isVisible()
    begins, ends = top(hands, rows, place.top()), top(hands, rows, place.bottom())
    assert begins < top(hands, shown) < top(hands, shown, shown.height()) <= ends


def test_a_finding_about_the_subject_stands_at_the_subject(hands: Hands) -> None:
    hands.ask(found.on_the_subject())
    shown = card(hands, "empty-subject")
    assert hands.window.body.text.isAncestorOf(shown)
    assert shown.isVisible()


def test_a_finding_about_words_leads_to_the_marked_words(hands: Hands) -> None:
    hands.ask(found.in_the_text())
    shown = card(hands, "my-number")
    assert hands.window.body.on_top.isAncestorOf(shown)
    shown.shown.emit()
    text = hands.window.body.text.text
    assert "1234 5678 9018" in [s.cursor.selectedText() for s in text.extraSelections()]
    assert text.textCursor().position() == found.TEXT.index("1234")


def test_every_finding_is_shown_once(hands: Hands) -> None:
    question = found.everything()
    hands.ask(question)
    hands.click(hands.window.body.on_top.hints)
    shown = [each.placed.number for each in hands.window.body.findings.cards if each.isVisible()]
    assert question.inspection is not None
    assert sorted(shown) == list(range(len(question.inspection.findings)))


def test_the_most_severe_comes_first_on_top_and_in_the_lists(hands: Hands) -> None:
    hands.ask(found.everything())
    body = hands.window.body
    assert [each.placed.finding.check for each in body.on_top.cards][:2] == [
        "my-number",
        "salutation-person",
    ]
    assert [each.key for each in body.attachments.rows] == [f"attachment:{n}" for n in (1, 0, 2)]
    people = [each.key for each in body.recipients.rows if not each.head]
    assert people.index(SUZUKI) < people.index("recipient:takahashi@gamma.example")


def test_what_speaks_of_a_row_that_is_not_there_is_shown_on_top(hands: Hands) -> None:
    gone = [
        Finding("a", Severity.WARNING, "Something.", (), OfRecipient("nobody@else.example")),
        Finding("b", Severity.NOTICE, "Something.", (), OfAttachment(9)),
    ]
    hands.ask(found.found(gone))
    assert [each.isVisible() for each in hands.window.body.on_top.cards] == [True, True]


def test_three_findings_among_two_hundred_people_are_seen_at_once(hands: Hands) -> None:
    hands.ask(found.in_a_crowd())
    cards = hands.window.body.findings.cards
    assert [each.isVisible() for each in cards] == [True] * 3


def test_a_warning_about_an_own_person_opens_that_person_only(hands: Hands) -> None:
    hands.ask(found.about_an_own_person())
    keys = [each.key for each in hands.window.body.recipients.rows]
    assert "recipient:ken@example.co.jp" in keys
    assert "recipient:jiro@example.co.jp" not in keys


def test_the_row_of_a_new_person_says_so_once(hands: Hands) -> None:
    first = Finding("first-contact", Severity.NOTICE, "First.", (), OfRecipient(SUZUKI[10:]))
    hands.ask(found.found([first]))
    assert hands.window.body.findings.cards == ()
    assert row(hands, SUZUKI).edge == "first mail to this address"


# Why --------------------------------------------------------------------------------------------


def test_the_evidence_is_one_click_away_and_the_row_grows_for_it(hands: Hands) -> None:
    hands.ask(found.on_recipients())
    shown = card(hands, "unusual-recipient")
    rows = hands.window.body.recipients
    before = rows.sizeHint().height()
    (why,) = (w for w in shown.focus_order() if w.accessibleName() == "Why is this shown?")
    hands.window.body.ensureWidgetVisible(why)
    hands.click(why)
    QApplication.processEvents()
    assert shown.why.isVisible()
    assert "never together with acme.example" in shown.why.text()
    assert rows.sizeHint().height() > before
    why.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert not shown.why.isVisible()


def test_many_hints_are_folded_and_ask_for_nothing(hands: Hands) -> None:
    hands.ask(found.hints(12))
    body = hands.window.body
    assert not any(each.isVisible() for each in body.findings.cards)
    assert body.on_top.hints.text() == "Show 12 hints"
    assert left(hands) == 1  # the attached file
    hands.click(body.on_top.hints)
    assert all(each.isVisible() for each in body.findings.cards)
    assert body.on_top.hints.text() == "Hide the hints"
    hands.click(body.on_top.hints)
    assert not any(each.isVisible() for each in body.findings.cards)


def test_a_few_hints_are_shown_at_once(hands: Hands) -> None:
    hands.ask(found.hints(3))
    assert all(each.isVisible() for each in hands.window.body.findings.cards)
    assert not hands.window.body.on_top.hints.isVisible()


# What is to be done -----------------------------------------------------------------------------


def test_a_tick_says_what_it_confirms(hands: Hands) -> None:
    hands.ask(found.on_recipients())
    assert deed(hands, "unusual-recipient").tick.text() == "This recipient is right"
    hands.ask(found.on_attachments())
    assert deed(hands, "hidden-content").tick.text() == "This file may be sent"


def test_the_tick_of_a_row_with_a_warning_stands_at_the_warning_alone(hands: Hands) -> None:
    hands.ask(found.on_attachments())
    tick = deed(hands, "hidden-content").tick
    before = left(hands)
    hands.window.body.ensureWidgetVisible(tick)
    hands.click(tick)
    assert left(hands) == before - 1
    hands.click_row("attachment:0")
    assert left(hands) == before


def test_a_click_beside_the_words_of_a_finding_ticks_nothing(hands: Hands) -> None:
    hands.ask(found.on_attachments())
    before = left(hands)
    shown = card(hands, "hidden-content")
    hands.window.body.ensureWidgetVisible(shown)
    hands.click(shown, QPoint(12, shown.height() - 4))
    assert left(hands) == before


def test_a_danger_about_a_recipient_takes_that_domain_and_names_it(hands: Hands) -> None:
    hands.ask(found.on_recipients())
    asked = deed(hands, "lookalike-contact")
    assert asked.field.accessibleName() == "To go on, type acme.example"
    asked.focus_demand()
    hands.write("ACME.example")
    assert asked.field.property("met") == "true"
    assert left(hands) == 1


def test_at_free_mail_the_part_before_the_at_sign_is_enough(hands: Hands) -> None:
    hands.ask(found.at_free_mail())
    deed(hands, "lookalike-contact").focus_demand()
    hands.write("ken.sato")
    hands.ctrl_enter()
    (answer,) = hands.answers
    assert answer.written == {"finding:0": "ken.sato"}


def test_a_danger_about_the_text_takes_a_reason_that_goes_with_the_answer(hands: Hands) -> None:
    hands.ask(found.found([found.my_number()], PEOPLE[:1]))
    asked = deed(hands, "my-number")
    asked.focus_demand()
    hands.write("no")
    assert left(hands) == 1
    hands.write("ne better")
    hands.ctrl_enter()
    written = {"finding:0": "none better"}
    assert hands.answers == [Answer("m1", 1, Choice.SEND, ("finding:0",), (), written)]


def test_a_danger_about_many_takes_their_number_or_one_click(hands: Hands) -> None:
    hands.ask(found.on_the_mail())
    asked = deed(hands, "visible-recipients")
    assert "12" in asked.field.accessibleName()
    hands.click(asked.buttons[Offer("visible-to-bcc")])
    assert hands.window.footer.send.isEnabled()
    assert not asked.field.isVisible()


def test_of_several_dangers_one_is_typed(hands: Hands) -> None:
    hands.ask(found.everything())
    deeds = [each.deed for each in hands.window.body.findings.cards if each.deed]
    assert sum(each.field.isVisible() for each in deeds) == 1
    hands.do_everything()
    assert [answer.choice for answer in hands.answers] == [Choice.SEND]


def test_what_mends_it_stands_first(hands: Hands) -> None:
    hands.ask(found.on_recipients())
    asked = deed(hands, "lookalike-contact")
    button = asked.buttons[WITHOUT_SUZUKI]
    assert button.text() == "Remove this recipient"
    assert asked.focus_order() == [button, asked.field]
    assert top(hands, button) < top(hands, asked.field)


def test_a_removed_recipient_is_struck_out_and_can_be_taken_back(hands: Hands) -> None:
    hands.ask(found.on_recipients())
    button = hands.button(WITHOUT_SUZUKI)
    hands.click(button)
    assert (row(hands, SUZUKI).struck, row(hands, SUZUKI).edge) == (True, "will not get it")
    assert "3 people" not in hands.window.header.counts.text()
    assert left(hands) == 1
    hands.click(button)
    assert not row(hands, SUZUKI).struck
    assert left(hands) == 2


def test_the_answer_says_who_is_removed(hands: Hands) -> None:
    hands.ask(found.found([found.lookalike()]))
    hands.click(hands.button(WITHOUT_SUZUKI))
    hands.ctrl_enter()
    (answer,) = hands.answers
    assert (answer.actions, answer.written) == ((WITHOUT_SUZUKI,), {})


def test_the_last_recipient_cannot_be_removed(hands: Hands) -> None:
    hands.ask(found.found([found.lookalike()], [PEOPLE[1]]))
    button = hands.button(WITHOUT_SUZUKI)
    assert not button.isEnabled()
    assert button.toolTip() == "Somebody has to get this mail."


def test_the_keyboard_alone_does_everything(hands: Hands) -> None:
    hands.ask(found.everything())
    for _ in range(20):
        if not left(hands):
            break
        hands.window.body.show_demand(hands.window.review.left[0].id)  # type: ignore[union-attr]
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName().startswith("To go on"):
            hands.write("acme.example")
        else:
            hands.press(Qt.Key.Key_Space)
    hands.ctrl_enter()
    assert len(hands.answers) == 1


def test_tab_reaches_every_deed_and_every_reason(hands: Hands) -> None:
    hands.ask(found.everything())
    wanted = {w for each in hands.window.body.findings.cards if each.isVisible()
              for w in each.focus_order()}  # fmt: skip
    reached = set()
    hands.window.setFocus()
    for _ in range(80):
        hands.window.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached


def test_enter_in_a_field_is_no_answer_and_opens_nothing(hands: Hands) -> None:
    opened: list[int] = []
    hands.window.opened.connect(opened.append)
    hands.ask(found.on_attachments())
    deed(hands, "attachment-other-company").focus_demand()
    hands.press(Qt.Key.Key_Return)
    assert (opened, hands.answers) == ([], [])


def test_each_demand_is_met_at_one_place() -> None:
    review = Review(found.everything())
    at_findings = [demand.id for demand in marks.deeds(review).values()]
    assert len(at_findings) == len(set(at_findings))
    rows = {"organisation:acme.example", "attachment:2"}
    assert {demand.id for demand in review.demands} - set(at_findings) <= rows


@pytest.mark.parametrize("make", [found.everything, found.in_long_words, found.on_recipients])
def test_in_a_narrow_window_nothing_is_cut_off(hands: Hands, make: Callable[[], Question]) -> None:
    hands.ask(make())
    hands.window.resize(480, 600)
    QApplication.processEvents()
    body = hands.window.body
    assert body.content.width() <= body.viewport().width()
    for shown in body.findings.cards:
        if shown.isVisible():
            assert shown.height() >= shown.heightForWidth(shown.width())
