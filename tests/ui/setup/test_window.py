"""Accounts: adding one, trying it, and what to enter in the mail program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.address import Address
from mailguard.domain.command import (
    AccountListing,
    AddAccount,
    Declined,
    ListAccounts,
    RemoveAccount,
    SetPassword,
    Tried,
    TryAccount,
)
from tests.ui.links import FakeLink
from tests.ui.scenes import an_account_entry
from ui.setup.account_form import AccountForm
from ui.setup.password import PasswordPrompt
from ui.setup.window import SetupWindow
from ui.theme import Theme


@pytest.fixture
def window(theme: Theme, link: FakeLink) -> SetupWindow:
    link.answers[ListAccounts] = AccountListing((an_account_entry(),))
    window = SetupWindow(theme, link)
    window.show()
    return window


def fill_in(form: AccountForm, address: str) -> None:
    form.address.setText(address)
    form.address.editingFinished.emit()
    form.password.setText("secret")


def test_without_an_account_the_form_is_there_and_cannot_be_left(
    window: SetupWindow, link: FakeLink
) -> None:
    link.answers[ListAccounts] = AccountListing(())
    window.refresh()
    assert window.pages.currentWidget() is window.form
    assert not window.form.cancel.isVisible()


def test_the_accounts_are_listed(window: SetupWindow) -> None:
    window.refresh()
    assert list(window.list.cards) == ["taro@example.co.jp"]


def test_an_address_and_a_password_are_enough(window: SetupWindow, link: FakeLink) -> None:
    window.show_form(None)
    fill_in(window.form, "taro@gmail.com")
    window.form.save.click()
    server = Server("smtp.gmail.com", 465, Security.TLS, Auth.PASSWORD, "taro@gmail.com")
    account = Account(Address.parse("taro@gmail.com"), server)
    assert link.sent == [AddAccount(account, "secret")]
    assert "app password" in window.form.banner.text


def test_what_the_user_entered_is_not_guessed_over(window: SetupWindow) -> None:
    window.show_form(None)
    window.form.host.setText("mail.example.co.jp")
    fill_in(window.form, "taro@gmail.com")
    assert window.form.host.text() == "mail.example.co.jp"


@pytest.mark.parametrize(
    ("address", "host", "port", "sentence"),
    [
        ("", "mail.example", "465", "Please enter your e-mail address."),
        ("taro", "mail.example", "465", "“taro” is no e-mail address."),
        ("taro@b.example", "", "465", "Please enter the name of your mail server."),
        ("taro@b.example", "mail.example", "smtp", "The port is a number"),
        ("taro@b.example", "mail.example", "70000", "The port is a number"),
    ],
)
def test_what_is_missing_is_said(
    window: SetupWindow, link: FakeLink, address: str, host: str, port: str, sentence: str
) -> None:
    window.show_form(None)
    window.form.address.setText(address)
    window.form.host.setText(host)
    window.form.port.setText(port)
    window.form.save.click()
    assert sentence in window.form.banner.text
    assert link.sent == []


def test_an_account_that_was_added_is_tried_and_shown_for_the_mail_program(
    window: SetupWindow, link: FakeLink
) -> None:
    link.answers[AddAccount] = AccountListing((an_account_entry(),))
    link.answers[TryAccount] = Tried(succeeded=True, sentence="Signed in.")
    window.show_form(None)
    fill_in(window.form, "taro@example.co.jp")
    window.form.save.click()
    assert window.pages.currentWidget() is window.entry
    assert window.entry.banner.text == "Signed in."
    assert window.entry.fields["Port"].text() == "10025"
    assert window.entry.fields["Password"].text() == "correct-horse-battery"
    assert "SSL/TLS: port 10465" in window.entry.for_tls.text()


def test_an_account_that_is_declined_stays_in_the_form(window: SetupWindow, link: FakeLink) -> None:
    link.answers[AddAccount] = Declined("That address has an account already.", "invalid")
    window.show_form(None)
    fill_in(window.form, "taro@gmail.com")
    window.form.save.click()
    assert window.pages.currentWidget() is window.form
    assert window.form.banner.text == "That address has an account already."
    assert window.form.save.isEnabled()


def test_a_value_can_be_copied(window: SetupWindow) -> None:
    window.entry.show_account(an_account_entry())
    window.pages.setCurrentWidget(window.entry)
    buttons = [window.entry._grid.itemAtPosition(row, 2) for row in range(len(window.entry.fields))]
    last = buttons[-1]
    assert last is not None
    widget = last.widget()
    assert widget is not None
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(widget, left, none, QPoint(5, 5))
    assert QApplication.clipboard().text() == "correct-horse-battery"


def test_changing_an_account_keeps_what_the_form_does_not_show(
    window: SetupWindow, link: FakeLink
) -> None:
    server = Server("a.example", 25, Security.NONE, Auth.NONE, ca_file="own.pem")
    account = Account(Address.parse("taro@example.co.jp"), server, hold_limit=5.0)
    window.show_form(account)
    window.form.save.click()
    assert link.sent_of(AddAccount) == [AddAccount(account, None)]


def test_removing_asks_first(window: SetupWindow, link: FakeLink) -> None:
    window.refresh()
    window.list.removed.emit("taro@example.co.jp")
    assert link.sent_of(RemoveAccount) == []


def test_a_password_is_set_and_tried(window: SetupWindow, link: FakeLink) -> None:
    link.answers[TryAccount] = Tried(succeeded=False, sentence="The password is wrong.")
    window.ask_password("taro@example.co.jp")
    prompt = window.findChild(PasswordPrompt)
    assert prompt is not None
    assert not prompt.ok.isEnabled()
    prompt.field.setText("new secret")
    prompt.ok.click()
    assert link.sent_of(SetPassword) == [SetPassword("taro@example.co.jp", "new secret")]
    assert window.list.banner.text == "The password is wrong."
