"""Every window in every state worth a look, as functions that build it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.address import Address
from mailguard.domain.command import AccountEntry, SmtpSettings
from mailguard.domain.event import Condition, Details, Happening, RecipientResult, Summary
from mailguard.domain.inspection import Offer
from mailguard.domain.learning import Learned, MailFolder, Step
from mailguard.domain.received import Lock, Received
from mailguard.domain.recipient import Field
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.i18n import _
from tests.ui import found, questions, ruled
from tests.ui.links import FakeLink
from tests.ui.questions import NOW, a_question, a_recipient, a_summary, known
from ui.cards.model import Cards, heard, in_order
from ui.cards.stack import CardStack
from ui.held.details import DetailsWindow
from ui.held.window import HeldWindow
from ui.learning.window import LearningWindow
from ui.quitting import Quitting
from ui.read_model import Question
from ui.review.window import ReviewWindow
from ui.setup.password import PasswordPrompt
from ui.setup.window import SetupWindow
from ui.theme import Theme

Scene = Callable[[Theme], QWidget]


def _review(make: Callable[[], Question], others: int = 0) -> Scene:
    def scene(theme: Theme) -> QWidget:
        window = ReviewWindow(theme)
        window.ask(make())
        window.show_others(others)
        return window

    return scene


def _ticked(theme: Theme) -> QWidget:
    """The risky mail with everything done."""
    window = ReviewWindow(theme)
    window.ask(questions.a_risky_question())
    for demand in ("organisation:acme.example", "attachment:0", "attachment:1"):
        window.body.lists[0].ticked.emit(demand)
    window.body.findings.typed.emit("finding:1", "acme.example")
    return window


def _offer_taken(theme: Theme) -> QWidget:
    window = ReviewWindow(theme)
    window.ask(questions.a_notice_to_many())
    window.body.findings.chosen.emit(questions.BCC)
    return window


def _removed(theme: Theme) -> QWidget:
    """A recipient left out, and the reasons open."""
    window = ReviewWindow(theme)
    window.ask(found.on_recipients())
    window.body.findings.chosen.emit(Offer("remove-recipient", "suzuki@acme.example"))
    for card in window.body.findings.cards:
        card.why.show()
    window.body.findings.grew.emit()
    return window


def _hints_open(theme: Theme) -> QWidget:
    window = ReviewWindow(theme)
    window.ask(found.hints())
    window.body.on_top.hints.click()
    return window


def _ended(theme: Theme) -> QWidget:
    window = ReviewWindow(theme)
    window.ask(a_question())
    window.end("This mail was not sent", "Your mail program stopped waiting for the answer.")
    return window


def _asking() -> Question:
    return a_question(summary=a_summary(state=State.ASKING, note="Sent before at 9:14."))


def _bcc_only() -> Question:
    return a_question(
        a_recipient("hanako@acme.example", "Hanako Tanaka", field=Field.BCC, acquaintance=known())
    )


def _session_ends(theme: Theme) -> QWidget:
    window = ReviewWindow(theme)
    window.ask(_asking())
    window.say(_("Your session is about to end, and waits for your answer."))
    return window


def _nobody() -> Question:
    return Question(a_summary(), questions.a_preview(), None)


def some_waiting() -> tuple[Summary, ...]:
    """One mail in each state in which something is still to happen."""
    reasons = {
        State.QUEUED: "mail.example.co.jp does not answer; next try at 14:20",
        State.FAILED: "550 5.1.1 unknown user: hanako.tanaka@acme.example",
        State.UNCERTAIN: "the connection broke just before the server's answer",
    }
    states = (State.ASKING, State.DELAYED, State.QUEUED, State.SENDING, State.UNCERTAIN,
              State.FAILED)  # fmt: skip
    return tuple(
        a_summary(
            f"m{number}",
            state,
            subject=f"お見積りの件（{number}月分） / Quote {number}",
            reason=reasons.get(state, ""),
            received_at=NOW - timedelta(minutes=number),
            release_at=NOW + timedelta(minutes=1) if state is State.DELAYED else None,
            recipient_count=number + 1,
            undoable=state in {State.DELAYED, State.QUEUED},
        )
        for number, state in enumerate(states)
    )


def _held(theme: Theme) -> QWidget:
    window = HeldWindow(theme)
    window.show_waiting(some_waiting())
    window.show_conditions(
        (
            Condition(
                "password-needed:taro@example.co.jp",
                "The password of taro@example.co.jp is not known any more.",
                "Please enter it once more.",
                "taro@example.co.jp",
            ),
            Condition("port-taken", "Port 10025 is taken by another program.", "Close it."),
        )
    )
    return window


def _held_all(theme: Theme) -> QWidget:
    """Everything is held; a mail for a time of the calendar, one that a rule holds, long ones."""
    window = HeldWindow(theme)
    times = {"scheduled": True, "release_at": ruled.WEDNESDAY}
    window.show_waiting(
        (
            a_summary("m0", State.DELAYED, **times),
            a_summary("m1", State.DELAYED),
            a_summary("m2", State.DELAYED, subject="お見積りの件" * 30, **times),
            a_summary("m3", State.QUEUED),
        )
    )
    window.show_conditions(
        (
            Condition("everything-held", _("All mail is held. Nothing leaves this computer."), ""),
            Condition("port-taken", "Port 10025 is taken by another program.", "Close it."),
        )
    )
    return window


def _held_empty(theme: Theme) -> QWidget:
    window = HeldWindow(theme)
    window.show_waiting(())
    return window


def _details(theme: Theme) -> QWidget:
    window = DetailsWindow(theme)
    window.show_details(
        Details(
            a_summary(state=State.FAILED, reason="One recipient was refused."),
            (
                RecipientResult("hanako@acme.example", State.SENT, Reply(250, "OK", "2.0.0"), 1),
                RecipientResult(
                    "nobody@acme.example", State.FAILED, Reply(550, "unknown user", "5.1.1"), 1
                ),
            ),
            (
                Happening(NOW, State.DELAYED, "desktop"),
                Happening(NOW, State.FAILED, "engine", "refused"),
            ),
        )
    )
    return window


def _details_of_locked_files(
    recipients: int = 1,
    word: str = "correct horse battery staple",
) -> Scene:
    def scene(theme: Theme) -> QWidget:
        window = DetailsWindow(theme)
        people = [f"person{n}@acme.example" for n in range(recipients)]
        files = tuple(f"御見積書_株式会社アクメ様_{n}.xlsx" for n in range(9))
        lock = Lock(word, files, by_mail=True, after=300.0)
        window.show_details(
            Details(
                a_summary(state=State.SENT),
                (
                    *(RecipientResult(each, State.SENT, Reply(250, "OK")) for each in people),
                    *(RecipientResult(each, State.QUEUED, follows=True) for each in people),
                ),
                (Happening(NOW, State.DELAYED, "desktop"), Happening(NOW, State.SENT, "engine")),
                received=Received((), lock),
            )
        )
        return window

    return scene


def some_cards(*states: State) -> Cards:
    """Cards for mails in these states."""
    cards: Cards = {}
    for number, state in enumerate(states):
        summary = a_summary(f"m{number}", State.DELAYED, release_at=NOW, release_in=11.0 + number)
        summary = a_summary(
            f"m{number}",
            state,
            subject=("お見積りの件（11月分）", "Re: delivery on Thursday")[number % 2],
            recipient_count=4 if number % 2 == 0 else 1,
            names={"hanako.tanaka@acme.example": ("田中 花子", "Hanako Tanaka")[number % 2]},
            release_at=summary.release_at,
            release_in=summary.release_in if state is State.DELAYED else None,
            delay=60.0,
            reason="550 5.1.1 unknown user" if state is State.FAILED else "",
        )
        cards = heard(heard(cards, a_summary(f"m{number}", State.DELAYED, release_in=1.0,
                                             release_at=NOW), 0.0), summary, 0.0)  # fmt: skip
    return cards


def _cards(*states: State) -> Scene:
    def scene(theme: Theme) -> QWidget:
        del theme
        stack = CardStack(clock=lambda: 0.0)
        stack.show_cards(in_order(some_cards(*states)))
        return stack

    return scene


def _resting_cards(theme: Theme) -> QWidget:
    """A mail for a time of the calendar, and one that is held."""
    del theme
    cards: Cards = {}
    at = {"release_at": ruled.WEDNESDAY, "release_in": 9000.0, "scheduled": True}
    for summary in (a_summary("m0", State.DELAYED, **at), a_summary("m1", State.DELAYED)):
        cards = heard(cards, summary, 0.0)
    stack = CardStack(clock=lambda: 0.0)
    stack.show_cards(in_order(cards))
    return stack


def _held_cards(theme: Theme) -> QWidget:
    del theme
    stack = CardStack(clock=lambda: 0.0)
    stack.is_held = True
    stack.show_cards(in_order(some_cards(State.QUEUED, State.DELAYED)))
    return stack


def an_account_entry() -> AccountEntry:
    """An account as the engine tells of it."""
    server = Server("mail.example.co.jp", 465, Security.TLS, Auth.PASSWORD, "taro")
    account = Account(Address.parse("taro@example.co.jp"), server)
    smtp = SmtpSettings(
        "localhost", 10025, "none", "taro@example.co.jp", "correct-horse-battery", 10465
    )
    return AccountEntry(account, smtp)


def _setup_form(theme: Theme) -> QWidget:
    window = SetupWindow(theme, FakeLink())
    window.show_form(None)
    window.form.address.setText("taro@gmail.com")
    window.form.address.editingFinished.emit()
    return window


def _setup_list(theme: Theme) -> QWidget:
    window = SetupWindow(theme, FakeLink())
    window.list.show_accounts((an_account_entry(),))
    return window


def _setup_entry(theme: Theme) -> QWidget:
    window = SetupWindow(theme, FakeLink())
    window.entry.show_account(an_account_entry())
    window.entry.banner.say("Signed in to mail.example.co.jp.", frame="good")
    window.pages.setCurrentWidget(window.entry)
    return window


def some_folders(accounts: int = 2) -> tuple[MailFolder, ...]:
    """Folders of sent and received mail of so many accounts; the first has a long name."""
    long = "株式会社サンプル 第二営業本部 官公庁営業部 共有 very.long.local.part@mail.example.co.jp"
    return tuple(
        MailFolder(
            f"/mail/{n}/{name}",
            name == "Sent",
            (n + 1) * (134_217_728 if name == "Sent" else 1_288_490_188),
            long if n == 0 else f"taro{n}@example.co.jp",
            "work" if n % 2 else "",
        )
        for n in range(accounts)
        for name in ("Sent", "Inbox")
    )


def _learning(accounts: int | None, *paths: str) -> Scene:
    def scene(theme: Theme) -> QWidget:
        window = LearningWindow(theme)
        window.show_choice(may_refuse=True)
        if accounts is not None:
            window.show_found(some_folders(accounts))
        window.choice.add(paths)
        if window.choice.accounts:
            window.choice.accounts[0].ticks[True].setChecked(True)
        return window

    return scene


def _learning_run(theme: Theme) -> QWidget:
    window = LearningWindow(theme)
    window.show_run()
    window.show_step(Step(400, 1000, 12_345))
    return window


def _learning_result(theme: Theme) -> QWidget:
    window = LearningWindow(theme)
    names = (f"/home/taro/very/long/folder/name/of/a/file/{'x' * 90}{n}.mbox" for n in range(9))
    unreadable = [f"{name} cannot be read: Permission denied." for name in names]
    window.show_result(Learned(12_345, 3, 210, unreadable), stopped=False)
    return window


def _learning_failed(theme: Theme) -> QWidget:
    window = LearningWindow(theme)
    window.show_choice(may_refuse=False)
    window.show_found(())
    window.show_failure("What was learned cannot be kept in /home/taro/MailGuard: disk full.")
    return window


def _held_offer(theme: Theme) -> QWidget:
    window = HeldWindow(theme)
    window.show_waiting(some_waiting())
    window.offer.show()
    return window


def _password(theme: Theme) -> QWidget:
    del theme
    return PasswordPrompt("taro@example.co.jp", lambda _text: None)


def _quit(theme: Theme) -> QWidget:
    del theme
    quitting = Quitting(FakeLink())
    quitting.follow(each for each in some_waiting() if each.state is State.QUEUED)
    quitting.ask_before_end()
    assert quitting.dialog is not None
    return quitting.dialog


SCENES: dict[str, Scene] = {
    "review-clean": _review(a_question, others=2),
    "review-checking": _review(questions.a_fresh_question),
    "review-risky": _review(questions.a_risky_question),
    "review-risky-done": _ticked,
    "review-many-visible": _review(questions.a_notice_to_many),
    "review-many-bcc": _offer_taken,
    "review-200": _review(questions.a_crowd),
    "review-200-one-company": _review(questions.a_big_company),
    "review-wordy": _review(questions.a_wordy_question),
    "review-asking": _review(_asking),
    "review-session-ends": _session_ends,
    "review-bcc-only": _review(_bcc_only),
    "review-nobody": _review(_nobody),
    "review-senders": _review(questions.a_question_of_senders),
    "review-thread": _review(questions.a_question_of_a_conversation),
    "review-thread-200": _review(lambda: questions.a_question_of_a_conversation(200)),
    "review-internal": _review(questions.an_internal_question),
    "review-ended": _ended,
    "rules-everything": _review(ruled.everything),
    "rules-refused": _review(ruled.refused),
    "rules-refused-many": _review(ruled.refused_by_many),
    "rules-encrypted": _review(ruled.encrypted),
    "rules-later": _review(ruled.outside_hours),
    "rules-long": _review(ruled.in_long_words),
    "rules-200": _review(ruled.many_files),
    "rules-nobody": _review(ruled.to_nobody),
    "found-recipients": _review(found.on_recipients),
    "found-removed": _removed,
    "found-free-mail": _review(found.at_free_mail),
    "found-attachments": _review(found.on_attachments),
    "found-text": _review(found.in_the_text),
    "found-subject": _review(found.on_the_subject),
    "found-mail": _review(found.on_the_mail),
    "found-everything": _review(found.everything),
    "found-hints": _review(found.hints),
    "found-hints-open": _hints_open,
    "found-few-hints": _review(lambda: found.hints(3)),
    "found-200": _review(found.in_a_crowd),
    "found-long": _review(found.in_long_words),
    "found-own": _review(found.about_an_own_person),
    "cards-resting": _resting_cards,
    "cards-held": _held_cards,
    "held-all": _held_all,
    "details-locked": _details_of_locked_files(),
    "details-locked-200": _details_of_locked_files(200, "long-word-" * 12),
    "cards": _cards(State.DELAYED, State.DELAYED),
    "cards-outcomes": _cards(State.SENT, State.WITHDRAWN, State.FAILED),
    "cards-many": _cards(*[State.DELAYED] * 5),
    "held": _held,
    "held-empty": _held_empty,
    "held-offer": _held_offer,
    "learning-looking": _learning(None),
    "learning-nothing": _learning(0),
    "learning-one": _learning(1),
    "learning-choice": _learning(3, "/home/taro/Takeout/送信済み.mbox", "/home/taro/book.csv"),
    "learning-200": _learning(200),
    "learning-run": _learning_run,
    "learning-result": _learning_result,
    "learning-failed": _learning_failed,
    "details": _details,
    "setup-form": _setup_form,
    "setup-list": _setup_list,
    "setup-entry": _setup_entry,
    "password": _password,
    "quit": _quit,
}
