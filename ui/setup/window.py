"""The set-up window: accounts, their form, and what to enter in the mail program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from mailguard.domain import command as c
from mailguard.domain.account import Account
from mailguard.i18n import _
from ui.link import Link
from ui.setup.account_form import AccountForm
from ui.setup.accounts_page import AccountsPage
from ui.setup.entry_page import EntryPage
from ui.setup.password import PasswordPrompt
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.window import Window


class SetupWindow(Window):
    """Accounts. It speaks with the engine itself: each page is an answer of the engine."""

    def __init__(self, theme: Theme, link: Link) -> None:
        super().__init__(_("MailGuard: accounts"))
        self.start_with(85 * GRID, 85 * GRID)
        self._link = link
        self._accounts: tuple[c.AccountEntry, ...] = ()
        self.list = AccountsPage()
        self.form = AccountForm(theme)
        self.entry = EntryPage(theme)
        self.pages = QStackedWidget()
        for page in (self.list, self.form, self.entry):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._connect()

    def _connect(self) -> None:
        self.list.added.connect(lambda: self.show_form(None))
        self.list.changed.connect(self.show_form)
        self.list.entry_wanted.connect(self._show_entry)
        self.list.tried.connect(lambda address: self._try(address, self.list.banner))
        self.list.password_wanted.connect(self.ask_password)
        self.list.removed.connect(self._ask_removal)
        self.form.submitted.connect(self._add)
        self.form.cancelled.connect(self.refresh)
        self.entry.finished.connect(self.refresh)

    def refresh(self) -> None:
        """Show the accounts as they are; where there is none, the form."""
        self._link.send(c.ListAccounts(), self._on_accounts)

    def _on_accounts(self, response: c.Response) -> None:
        if isinstance(response, c.AccountListing):
            self._show_list(response.accounts)
        else:
            self._decline(self.list.banner, response)

    def _show_list(self, accounts: Sequence[c.AccountEntry]) -> None:
        self._accounts = tuple(accounts)
        self.list.show_accounts(self._accounts)
        if self._accounts:
            self.pages.setCurrentWidget(self.list)
        else:
            self.show_form(None)

    def show_form(self, account: Account | None) -> None:
        """Show the form: an empty one, or that of `account`."""
        self.form.start(account, can_cancel=bool(self._accounts))
        self.pages.setCurrentWidget(self.form)

    def _add(self, account: Account, password: str | None) -> None:
        self.form.save.setEnabled(False)
        self._link.send(c.AddAccount(account, password), self._on_added)

    def _on_added(self, response: c.Response) -> None:
        self.form.save.setEnabled(True)
        if not isinstance(response, c.AccountListing):
            self._decline(self.form.banner, response)
            return
        for entry in response.accounts:
            self._accounts = (*self._accounts, entry)
            self._show_entry(entry)
            self._try(str(entry.account.address), self.entry.banner)

    def _show_entry(self, entry: c.AccountEntry) -> None:
        self.entry.banner.say()
        self.entry.show_account(entry)
        self.pages.setCurrentWidget(self.entry)

    def _try(self, address: str, banner: Banner) -> None:
        banner.say(_("Trying to sign in to your mail server…"), frame="notice")
        self._link.send(c.TryAccount(address), lambda response: self._on_tried(response, banner))

    def _on_tried(self, response: c.Response, banner: Banner) -> None:
        if isinstance(response, c.Tried):
            banner.say(response.sentence, frame="good" if response.succeeded else "warning")
        else:
            self._decline(banner, response)

    def ask_password(self, address: str) -> None:
        """Ask for the password of that account's server."""
        prompt = PasswordPrompt(address, lambda text: self._set_password(address, text), self)
        prompt.open()

    def _set_password(self, address: str, password: str) -> None:
        self._link.send(
            c.SetPassword(address, password), lambda response: self._on_set(response, address)
        )

    def _on_set(self, response: c.Response, address: str) -> None:
        self._decline(self.list.banner, response)
        if isinstance(response, c.Done):
            self._try(address, self.list.banner)

    def _ask_removal(self, address: str) -> None:
        text = _(
            "Remove {address} from MailGuard? Your mail program then needs your provider's "
            "server again. Mail that was sent stays in the history."
        )
        dialog = Dialog(_("Remove the account"), text.format(address=address), self)
        dialog.add_button(_("Remove"), lambda: self._remove(address))
        dialog.open()

    def _remove(self, address: str) -> None:
        self._link.send(c.RemoveAccount(address), self._on_removed)

    def _on_removed(self, response: c.Response) -> None:
        self._decline(self.list.banner, response)
        if isinstance(response, c.Done):
            self.refresh()

    @staticmethod
    def _decline(banner: Banner, response: c.Response) -> None:
        """Say why something was not done."""
        if isinstance(response, c.Declined):
            banner.say(response.sentence, frame="warning")
