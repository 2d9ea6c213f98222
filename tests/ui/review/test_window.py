"""The review window, as a user sees and uses it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from mailguard.domain.command import Answer, Choice
from mailguard.domain.inspection import Act, Decision, Demand
from mailguard.domain.state import State
from tests.ui import questions
from tests.ui.questions import a_fresh_question, a_question, a_summary, an_attachment
from tests.ui.review import mails
from tests.ui.review.hands import Hands
from ui.read_model import Question
from ui.review.finding_card import FindingCard
from ui.theme import Theme


@pytest.fixture
def hands(theme: Theme) -> Hands:
    return Hands(theme)


@pytest.mark.parametrize(
    ("mail", "actions"),
    [
        (mails.a_reply_to_one, 1),
        (mails.a_reply_to_all, 1),
        (mails.an_internal_mail, 1),
        (mails.a_quote, 4),
        (mails.a_notice, 2),
        (mails.a_conversation, 1),
    ],
)
def test_sending_takes_no_more_clicks_and_keys_than_promised(
    hands: Hands, mail: Callable[[], Question], actions: int
) -> None:
    hands.ask(mail())
    hands.do_everything()
    assert [answer.choice for answer in hands.answers] == [Choice.SEND]
    assert hands.actions == actions


def test_one_key_sends_a_clean_mail(hands: Hands) -> None:
    hands.ask(a_question())
    hands.ctrl_enter()
    assert hands.answers == [Answer("m1", 1, Choice.SEND)]


def test_escape_goes_back_to_editing(hands: Hands) -> None:
    hands.ask(a_question())
    hands.press(Qt.Key.Key_Escape)
    assert hands.answers == [Answer("m1", 1, Choice.BACK)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_keys_in_the_first_second_are_not_for_this_window(hands: Hands, key: Qt.Key) -> None:
    hands.ask(a_question(), wait=False)
    hands.press(key, Qt.KeyboardModifier.ControlModifier)
    assert hands.answers == []


def test_when_the_inspection_arrives_keys_wait_again(hands: Hands) -> None:
    whole = a_question()
    hands.ask(Question(whole.summary, whole.preview))
    hands.ask(whole, wait=False)
    hands.ctrl_enter()
    assert hands.answers == []
    hands.now += 1.5
    hands.ctrl_enter()
    assert len(hands.answers) == 1


def test_the_second_half_of_a_double_click_sends_nothing(hands: Hands) -> None:
    hands.ask(a_question(), wait=False)
    hands.click(hands.window.footer.send)
    assert hands.answers == []


def test_of_two_answers_only_the_first_is_given(hands: Hands) -> None:
    hands.ask(a_question())
    hands.ctrl_enter()
    hands.ctrl_enter()
    hands.press(Qt.Key.Key_Escape)
    assert len(hands.answers) == 1


def test_before_the_inspection_it_says_so_and_cannot_send(hands: Hands) -> None:
    hands.ask(a_fresh_question())
    assert hands.window.header.headline.text() == "Checking this mail…"
    assert not hands.window.footer.send.isEnabled()
    hands.ctrl_enter()
    assert hands.answers == []


def test_what_could_not_be_checked_is_named_and_send_is_possible(hands: Hands) -> None:
    hands.ask(a_question(unchecked=("The file plan.pdf could not be looked through in time.",)))
    assert "plan.pdf" in hands.window.body.unchecked.text
    assert "not everything" in hands.window.header.headline.text()
    assert hands.window.footer.send.isEnabled()


def test_the_number_left_is_the_same_above_and_below(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    assert hands.window.header.headline.text() == "Please check 4 things first"
    assert hands.window.footer.todo.text() == "4 left"
    assert not hands.window.footer.send.isEnabled()


def test_each_thing_done_counts_down_until_it_can_be_sent(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    left = []
    while hands.window.review is not None and hands.window.review.left:
        left.append(hands.window.footer.todo.text())
        hands.meet(hands.window.review.left[0])
    assert left == ["4 left", "3 left", "2 left", "1 left"]
    assert hands.window.header.headline.text() == "Ready to send"
    assert hands.window.footer.send.isEnabled()


def test_a_new_person_can_be_ticked_on_the_persons_own_row(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    hands.click_row("recipient:suzuki@acme.example")
    assert hands.window.review is not None
    assert "organisation:acme.example" in hands.window.review.ticked


def test_space_ticks_the_row_that_has_the_keyboard(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    hands.click(hands.window.footer.todo)
    hands.press(Qt.Key.Key_Space)
    assert hands.window.review is not None
    assert len(hands.window.review.left) == 3


def test_the_number_left_leads_to_the_next_thing(hands: Hands) -> None:
    hands.ask(questions.a_notice_to_many())
    hands.click(hands.window.footer.todo)
    hands.press(Qt.Key.Key_Space)
    assert hands.window.footer.send.isEnabled()


def test_the_offered_action_can_be_taken_back(hands: Hands) -> None:
    hands.ask(questions.a_notice_to_many())
    offer = hands.button(questions.BCC)
    hands.click(offer)
    assert hands.window.footer.send.isEnabled()
    hands.click(offer)
    assert not hands.window.footer.send.isEnabled()


def test_the_link_of_an_attachment_opens_it_and_does_not_tick_it(hands: Hands) -> None:
    opened: list[int] = []
    hands.window.opened.connect(opened.append)
    hands.ask(questions.a_risky_question())
    rows = hands.window.body.attachments
    hands.click_row("attachment:1", rows.width() - 24)
    assert opened == [1]
    assert hands.window.review is not None
    assert hands.window.review.ticked == frozenset()


def test_enter_on_an_attachment_opens_it(hands: Hands) -> None:
    opened: list[int] = []
    hands.window.opened.connect(opened.append)
    hands.ask(questions.a_risky_question())
    hands.window.body.show_demand("attachment:1")
    hands.press(Qt.Key.Key_Return)
    assert opened == [1]


def test_the_words_in_question_are_marked_in_the_text(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    marked = [each.cursor.selectedText() for each in hands.window.body.text.text.extraSelections()]
    assert marked == ["佐藤様"]


def test_a_long_text_shows_twelve_lines_until_it_is_opened(hands: Hands) -> None:
    hands.ask(a_question(text="\n".join(f"Line {n}" for n in range(100))))
    text = hands.window.body.text.text
    line = text.fontMetrics().lineSpacing()
    assert 12 * line <= text.height() < 14 * line
    text.open(is_open=True)
    assert text.height() >= 100 * line


def test_a_mail_taken_over_says_where_it_is_and_can_be_kept(hands: Hands) -> None:
    hands.ask(a_question(summary=a_summary(state=State.ASKING)))
    assert "in MailGuard now" in hands.window.body.where.text
    assert hands.window.footer.back.text() == "Keep as a draft"


def test_closing_means_not_to_send_while_the_mail_program_waits(hands: Hands) -> None:
    hands.ask(a_question())
    hands.window.close()
    assert hands.answers == [Answer("m1", 1, Choice.BACK)]


def test_closing_a_mail_taken_over_puts_it_off(hands: Hands) -> None:
    postponed: list[bool] = []
    hands.window.postponed.connect(lambda: postponed.append(True))
    hands.ask(a_question(summary=a_summary(state=State.ASKING)))
    hands.window.close()
    assert (postponed, hands.answers) == ([True], [])


def test_senders_are_shown_where_they_differ(hands: Hands) -> None:
    hands.ask(questions.a_question_of_senders())
    shown = [row.title for row in hands.window.body.senders.rows]
    assert shown == [
        "社長 <president@example.co.jp>",
        "Taro Yamada <taro@example.co.jp>",
        "info@example.co.jp",
        "bounces@mailer.example",
    ]


def test_senders_are_not_shown_where_they_agree(hands: Hands) -> None:
    hands.ask(a_question())
    assert not hands.window.body.senders.isVisible()


def test_everything_the_keyboard_reaches_has_a_name(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    for widget in focus_chain(hands.window):
        text = getattr(widget, "text", str)()
        assert widget.accessibleName() or text, widget


def test_tab_goes_through_the_window_as_it_is_read(hands: Hands) -> None:
    hands.ask(questions.a_risky_question())
    window = hands.window
    chain = focus_chain(window)
    inner = [widget for widget in chain if window.body.content.isAncestorOf(widget)]
    lefts = [widget for widget in inner if not isinstance(widget, QLineEdit)]
    tops = [top_of(widget, window) for widget in lefts]
    assert tops == sorted(tops)
    assert chain[len(inner) :] == [window.footer.back, window.footer.todo]


def top_of(widget: QWidget, window: QWidget) -> int:
    """How far down it begins; all that stands on a card begins with it."""
    card: QWidget | None = widget
    while card is not None and not isinstance(card, FindingCard) and card is not window:
        card = card.parentWidget()
    return (card if isinstance(card, FindingCard) else widget).mapTo(window, QPoint(0, 0)).y()


def focus_chain(window: QWidget) -> list[QWidget]:
    """What Tab leads to, from the window's beginning until it comes round."""
    found: list[QWidget] = []
    window.setFocus()
    while True:
        window.focusNextPrevChild(True)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in found:
            return found
        found.append(widget)


def test_two_hundred_recipients_open_at_once(hands: Hands) -> None:
    crowd = questions.a_crowd()
    hands.ask(a_question())

    def seconds() -> float:
        hands.window.forget()
        begun = time.perf_counter()
        hands.window.ask(crowd)
        QApplication.processEvents()
        return time.perf_counter() - begun

    assert min(seconds() for _ in range(5)) < 0.15


def test_a_big_company_is_short_until_it_is_unfolded(hands: Hands) -> None:
    hands.ask(questions.a_big_company())
    rows = hands.window.body.recipients
    assert len(rows.rows) == 10
    assert [row.edge for row in rows.rows[1:4]] == ["first mail to this address"] * 3
    hands.click_row("organisation:big.example:more")
    assert len(rows.rows) == 202


def test_own_people_are_one_closed_row_with_their_names(hands: Hands) -> None:
    hands.ask(questions.an_internal_question())
    (row,) = hands.window.body.recipients.rows
    assert row.edge == "鈴木 次郎, 高橋 恵, 佐藤 健"
    hands.click_row(row.key)
    assert len(hands.window.body.recipients.rows) == 4


def test_nothing_of_a_mail_is_kept_after_it_is_answered(hands: Hands) -> None:
    hands.ask(a_question())
    hands.window.forget()
    assert hands.window.review is None
    assert not hands.window.isVisible()


def test_the_checklist_is_read_or_ticked_as_the_organisation_wants(hands: Hands) -> None:
    sentences = ("Are these the right files?", "Is it the right price? " * 20)
    hands.ask(a_question(decision=Decision((), checklist=sentences)))
    assert hands.window.footer.send.isEnabled()
    ticks = tuple(Demand(f"checklist:{n}", Act.TICK) for n in range(2))
    hands.ask(a_question(summary=a_summary("m2"), decision=Decision(ticks, checklist=sentences)))
    assert not hands.window.footer.send.isEnabled()
    hands.click(hands.window.footer.todo)
    hands.press(Qt.Key.Key_Space)
    hands.click(hands.window.body.checklist.ticks["checklist:1"])
    assert hands.window.footer.send.isEnabled()


def test_recipients_that_will_be_hidden_are_shown_as_such(hands: Hands) -> None:
    hands.ask(questions.a_notice_to_many())
    hands.click(hands.button(questions.BCC))
    people = [row for row in hands.window.body.recipients.rows if not row.head]
    assert {row.lead for row in people} == {"Bcc"}


def test_a_warning_about_an_own_person_has_its_tick(hands: Hands) -> None:
    question = questions.an_internal_question()
    decision = Decision((Demand("organisation:example.co.jp", Act.TICK),))
    assert question.inspection is not None
    hands.ask(a_question(*question.preview.recipients, decision=decision))
    hands.click_row("organisation:example.co.jp")
    assert hands.window.footer.send.isEnabled()


@pytest.mark.usefixtures("japanese")
def test_the_headline_speaks_japanese(theme: Theme) -> None:
    hands = Hands(theme)
    hands.ask(questions.a_risky_question())
    assert hands.window.header.headline.text() == "送信前に確認してください（あと4件）"
    assert hands.window.footer.todo.text() == "あと4件"
    hands.ask(a_question(attachments=(an_attachment("見積書.xlsx"),)))
    assert hands.window.header.counts.text() == "社外 1組織 1名 · 添付 1件"
