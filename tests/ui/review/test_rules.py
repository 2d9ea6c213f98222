"""What rules of the policy make of the review window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from mailguard.domain.command import Choice, Declined, Export, Exported
from tests.ui import catalogue, ruled
from tests.ui.links import FakeLink, FakeOpener
from tests.ui.questions import a_question
from tests.ui.review.hands import Hands
from ui.opening import Opening
from ui.review.desk import ReviewDesk
from ui.review.point_card import PointCard
from ui.theme import Theme
from ui.widgets.label import Label
from ui.widgets.rows import Tick


@pytest.fixture
def hands(theme: Theme) -> Hands:
    return Hands(theme)


def texts(widget: QWidget) -> list[str]:
    """Every sentence that is to be seen there."""
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def card(hands: Hands) -> PointCard:
    return hands.window.body.rules.cards[0]


def click_on(hands: Hands, widget: QWidget) -> None:
    hands.window.body.ensureWidgetVisible(widget)
    QApplication.processEvents()
    hands.click(widget)


def tick_of_file(hands: Hands, index: int) -> Tick:
    rows = {row.key: row for row in hands.window.body.attachments.rows}
    return rows[f"attachment:{index}"].tick


# What is said -----------------------------------------------------------------------------------


def test_what_a_rule_says_stands_there_and_asks_for_nothing(hands: Hands) -> None:
    hands.ask(ruled.said())
    assert texts(hands.window.body.rules) == [
        "Prices are confidential until 1 December.",
        "A rule of your organisation: Mail to customers",
    ]
    hands.ctrl_enter()
    assert [answer.choice for answer in hands.answers] == [Choice.SEND]
    assert hands.actions == 1


def test_why_is_one_click_away(hands: Hands) -> None:
    hands.ask(ruled.said())
    click_on(hands, card(hands).why)
    assert texts(hands.window.body.rules)[-1] == "• acme.example"


def test_where_no_rule_speaks_nothing_is_shown(hands: Hands) -> None:
    hands.ask(a_question())
    body = hands.window.body
    assert not any(each.isVisible() for each in (body.rules, body.refusals, body.outcome))
    assert not body.arriving.isVisible()


# Refused ----------------------------------------------------------------------------------------


def test_a_refused_mail_says_why_and_has_no_send(hands: Hands) -> None:
    hands.ask(ruled.refused())
    footer = hands.window.footer
    assert hands.window.header.headline.text() == "This mail cannot leave like this"
    assert texts(hands.window.body.refusals)[0].startswith("Customer lists stay in the house.")
    assert not footer.send.isVisible()
    assert not footer.later.isVisible()
    assert not footer.todo.isVisible()


def test_a_refused_mail_cannot_be_sent_by_keys(hands: Hands) -> None:
    hands.ask(ruled.refused())
    hands.ctrl_enter()
    assert hands.answers == []
    hands.press(Qt.Key.Key_Escape)
    assert [answer.choice for answer in hands.answers] == [Choice.BACK]


def test_a_refused_mail_asks_for_nothing(hands: Hands) -> None:
    hands.ask(ruled.refused())
    assert tick_of_file(hands, 0) is Tick.NONE
    assert not hands.window.body.rules.isVisible()


def test_after_a_refused_mail_the_next_one_can_be_sent(hands: Hands) -> None:
    hands.ask(ruled.refused())
    hands.ask(a_question())
    hands.ask(ruled.said())
    assert hands.window.footer.send.isVisible()
    assert not hands.window.body.refusals.isVisible()
    assert hands.window.footer.back.property("role") == ""


# What is asked ----------------------------------------------------------------------------------


def test_the_demands_of_rules_are_counted_and_met_by_keyboard_alone(hands: Hands) -> None:
    hands.ask(ruled.asking(*ruled.demands(ruled.a_rule())))
    assert hands.window.header.headline.text() == "Please check 3 things first"
    for asked, text in ((0, ""), (1, "acme.example"), (2, "he asked for it")):
        hands.window.footer.todo.setFocus()
        hands.press(Qt.Key.Key_Space)  # shows the next one, and brings the keyboard there
        hands.write(text) if asked else hands.press(Qt.Key.Key_Space)
    assert hands.window.header.headline.text() == "Ready to send"
    hands.ctrl_enter()
    (answer,) = hands.answers
    assert len(answer.met) == 3
    assert list(answer.written.values()) == ["acme.example", "he asked for it"]


def test_tab_leads_from_the_files_to_what_rules_ask(hands: Hands) -> None:
    hands.ask(ruled.asking(*ruled.demands(ruled.a_rule())))
    hands.window.body.attachments.setFocus()
    order = []
    for _step in range(3):
        hands.press(Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    one = card(hands)
    (tick,) = (line.tick for line in one.ticks.values())
    assert order == [tick, *(deed.field for deed in one.deeds.values())]


def test_a_click_on_the_sentence_ticks_it(hands: Hands) -> None:
    hands.ask(ruled.asking(ruled.demands(ruled.a_rule())[0]))
    (line,) = card(hands).ticks.values()
    click_on(hands, line.label)
    assert line.tick.isChecked()
    hands.ctrl_enter()
    assert len(hands.answers) == 1


# Open first -------------------------------------------------------------------------------------


def opened(hands: Hands, index: int) -> None:
    assert hands.window.review is not None
    question = hands.window.review.question
    hands.window.note_opened(question.id, question.revision, index)


def test_a_file_has_to_be_opened_before_its_tick(hands: Hands) -> None:
    hands.ask(ruled.opened_first())
    assert tick_of_file(hands, 0) is Tick.SHUT
    hands.click_row("attachment:0")
    assert hands.window.footer.todo.text() == "4 left"
    opened(hands, 0)
    assert tick_of_file(hands, 0) is Tick.OPEN
    assert hands.window.footer.todo.text() == "3 left"
    hands.click_row("attachment:0")
    assert (tick_of_file(hands, 0), tick_of_file(hands, 1)) == (Tick.DONE, Tick.SHUT)


def test_the_answer_says_which_were_opened(hands: Hands) -> None:
    hands.ask(ruled.opened_first())
    for index in (0, 1):
        opened(hands, index)
        hands.click_row(f"attachment:{index}")
    hands.ctrl_enter()
    (answer,) = hands.answers
    assert set(answer.met) == {"attachment:0", "attachment:1", "open:0", "open:1"}


def test_what_was_opened_of_an_older_revision_does_not_count(hands: Hands) -> None:
    hands.ask(ruled.opened_first())
    hands.window.note_opened("m1", 7, 0)
    hands.window.note_opened("another", 1, 0)
    assert tick_of_file(hands, 0) is Tick.SHUT


def test_show_the_next_one_leads_to_the_row_of_the_file(hands: Hands) -> None:
    question = ruled.asking(*(each for each in ruled.to_open(1) if each.id == "open:1"))
    hands.ask(question)
    hands.window.footer.todo.click()
    assert hands.window.body.attachments.currentIndex().row() == 1


@pytest.mark.parametrize(
    ("response", "counts"),
    [(Exported("/exports/quote.xlsx"), True), (Declined("The file is gone."), False)],
)
def test_only_what_could_be_opened_counts(
    hands: Hands, link: FakeLink, response: Exported | Declined, *, counts: bool
) -> None:
    desk = ReviewDesk(hands.window, link, Opening(link, FakeOpener()))
    desk.follow([ruled.opened_first()], {})
    link.answers[Export] = response
    hands.now += 1.5
    rows = hands.window.body.attachments
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(0, 0))
    hands.press(Qt.Key.Key_Return)
    assert (tick_of_file(hands, 0) is Tick.OPEN) is counts


# What will be -----------------------------------------------------------------------------------


def test_each_thing_that_becomes_of_the_mail_is_a_line(hands: Hands) -> None:
    hands.ask(ruled.everything())
    lines = hands.window.body.outcome.lines
    five = ", ".join(f"archive{n}@example.co.jp" for n in range(5))
    assert lines[1:] == (
        "Added in Cc: manager@example.co.jp",
        f"Added in Bcc: {five} and 2 more",
        "Everybody outside moves to Bcc: nobody sees them.",
        "To shows taro@example.co.jp then.",
        "The subject begins with [社外]",
        "Added below your text: このメールは社外に送られます。",
        "Added above your text: Company Ltd., 1-2-3 Otemachi, Chiyoda-ku, Tokyo",
        "Header fields that are set: X-Class",
        "Header fields that are removed: x-mailer",
        "Once it has left, a note goes to manager@example.co.jp",
    )
    assert lines[0].endswith("at the earliest. This computer has to be on then.")


def test_a_held_mail_says_so(hands: Hands) -> None:
    hands.ask(ruled.held())
    assert hands.window.body.outcome.lines == ("It stays in MailGuard until you let it go.",)
    assert "stays here until you let it go" in texts(hands.window.footer)


@pytest.mark.parametrize(
    ("by_mail", "told"),
    [
        (True, "The password follows in a second mail, 5 min after the first was accepted."),
        (False, "MailGuard shows you the password after Send."),
    ],
)
def test_the_files_are_shown_as_they_arrive(hands: Hands, told: str, *, by_mail: bool) -> None:
    hands.ask(ruled.encrypted(by_mail=by_mail))
    lines = hands.window.body.arriving.lines
    assert lines[:2] == (
        "御見積書_株式会社アクメ様.xlsx (with a password)",
        "attachments.zip (with a password) holds 一覧.csv, 地図.png",
    )
    assert lines[-1].startswith(told)
    assert len(lines) == 5


def test_a_password_that_was_agreed_on_is_not_told_again(hands: Hands) -> None:
    hands.ask(ruled.encrypted(is_agreed=True))
    told = hands.window.body.arriving.lines[-1]
    assert told == "The password is the one that was agreed on with the recipients."


def test_of_many_files_the_first_are_shown(hands: Hands) -> None:
    hands.ask(ruled.many_files(200))
    assert "… and 192 more." in hands.window.body.arriving.lines


# Later ------------------------------------------------------------------------------------------


def test_outside_office_hours_there_is_a_second_button(hands: Hands) -> None:
    hands.ask(ruled.outside_hours())
    assert hands.window.footer.later.text() == "Send on Wed 25 Nov 8:30"
    assert any("has to be on" in text for text in texts(hands.window.footer))
    hands.click(hands.window.footer.later)
    (answer,) = hands.answers
    assert (answer.choice, answer.later) == (Choice.SEND, True)


def test_later_is_never_forced(hands: Hands) -> None:
    hands.ask(ruled.outside_hours())
    hands.ctrl_enter()
    (answer,) = hands.answers
    assert not answer.later
    assert hands.actions == 1


def test_later_can_be_reached_by_keyboard(hands: Hands) -> None:
    hands.ask(ruled.outside_hours())
    for _step in range(20):
        hands.press(Qt.Key.Key_Tab)
        if hands.window.footer.later.hasFocus():
            break
    hands.press(Qt.Key.Key_Space)
    assert [answer.later for answer in hands.answers] == [True]


def test_what_is_left_to_do_keeps_later_shut_too(hands: Hands) -> None:
    hands.ask(ruled.asking(*ruled.demands(ruled.a_rule()), later=ruled.WEDNESDAY))
    assert not hands.window.footer.later.isEnabled()
    hands.click(hands.window.footer.later)
    assert hands.answers == []


def test_in_office_hours_there_is_no_second_button(hands: Hands) -> None:
    hands.ask(a_question())
    assert not hands.window.footer.later.isVisible()


# However much there is --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_sentence_is_cut(theme: Theme, language: str) -> None:
    catalogue.use(language)
    hands = Hands(theme)
    for question in (ruled.in_long_words(), ruled.everything(), ruled.refused_by_many()):
        hands.ask(question)
        body = hands.window.body
        for panel in (body.rules, body.refusals, body.outcome, body.arriving):
            for label in panel.findChildren(Label):
                if label.isVisible():
                    assert label.height() >= label.heightForWidth(label.width()), label.text()
