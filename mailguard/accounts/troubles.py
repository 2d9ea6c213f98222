"""What keeps an account's passwords from being there, in words: what is wrong, and what to do."""

from __future__ import annotations

from mailguard.domain.account import Account
from mailguard.domain.event import Condition
from mailguard.i18n import _
from mailguard.secrets.vault import Trouble


def of_vault(trouble: Trouble | None) -> tuple[Condition, ...]:
    """The condition that the vault's trouble makes; none where it has none."""
    match trouble:
        case None:
            return ()
        case Trouble.NO_KEYRING:
            return (_keyring_missing(),)
        case Trouble.LOCKED:
            return (_keyring_locked(),)
        case Trouble.DAMAGED:
            return (_vault_damaged(),)
        case Trouble.DISK:
            return (_vault_unreadable(),)


def password_needed(account: Account) -> Condition:
    """The account's server wants a password that MailGuard does not have."""
    sentence = _("MailGuard needs the password of {address} at {host}. Its mail waits until then.")
    return Condition(
        f"password-needed:{account.id}",
        sentence.format(address=account.address, host=account.server.host),
        _(
            "Please enter it in the settings, or with `mailguard account password {address}`."
        ).format(address=account.address),
        account.id,
    )


def _keyring_missing() -> Condition:
    return Condition(
        "keyring-missing",
        _("This computer has no keyring, so passwords are kept only while MailGuard runs."),
        _("Install and unlock GNOME Keyring or KWallet, then enter the passwords again."),
    )


def _keyring_locked() -> Condition:
    return Condition(
        "keyring-locked",
        _("The keyring is locked, so passwords are kept only while MailGuard runs."),
        _("Unlock the keyring, then restart MailGuard or enter the passwords again."),
    )


def _vault_damaged() -> Condition:
    return Condition(
        "vault-damaged",
        _("The file with your passwords could not be opened and was set aside."),
        _("Please enter the passwords of your accounts again."),
    )


def _vault_unreadable() -> Condition:
    return Condition(
        "vault-unreadable",
        _("The file with your passwords could not be read or written."),
        _("Check the free space and the access rights of MailGuard's data folder."),
    )
