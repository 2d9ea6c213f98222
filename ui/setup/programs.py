"""Where in each mail program the outgoing server is entered."""

from __future__ import annotations

import msgspec

from mailguard.i18n import N_


class Program(msgspec.Struct, frozen=True):
    """A mail program, and the way to its outgoing server; both to be translated."""

    name: str
    steps: tuple[str, ...]
    note: str = ""


PROGRAMS = (
    Program(
        N_("Thunderbird"),
        (
            N_("Open Account Settings, and at the lower left Outgoing Server (SMTP)."),
            N_("Choose Add…, and enter the values above. Authentication method: Normal password."),
            N_(
                "Choose your account at the left, and below under Outgoing Server (SMTP) "
                "the new server."
            ),
        ),
    ),
    Program(
        N_("Outlook (classic, with a POP or IMAP account)"),
        (
            N_("File, Account Settings, Server Settings: open Outgoing mail."),
            N_("Enter server, port and encryption from above."),
            N_(
                "My outgoing server requires authentication: use the user name and the "
                "password from above, not those of the incoming server."
            ),
        ),
        N_(
            "Accounts of Microsoft 365 or Exchange, and the new Outlook, do not send by SMTP: "
            "MailGuard cannot see their mail."
        ),
    ),
    Program(
        N_("Apple Mail"),
        (
            N_("Settings, Accounts, Server Settings: edit the list of outgoing servers."),
            N_("Add a server with the values above; under Advanced allow insecure authentication."),
            N_("Choose it as the outgoing server of your account."),
        ),
        N_("The connection stays within your computer, so nobody can listen to it."),
    ),
    Program(
        N_("Another mail program"),
        (
            N_("Look for the outgoing server, or SMTP, in its account settings."),
            N_("Enter the values above instead of your provider's."),
        ),
        N_("Leave the incoming server (IMAP or POP) as it is."),
    ),
)
