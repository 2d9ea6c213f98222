"""What the submission server says.

Mail programs show the text to people, so it is written for them. Which program is speaking is
only known from the message, and not every one shows UTF-8: until then the text is English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mailguard.domain.envelope import Extension
from mailguard.domain.reply import Reply
from mailguard.i18n import N_
from mailguard.smtp.dot import Stray

Say = Callable[[str], str]
"""Gives an English sentence in the language to speak."""


def english(sentence: str) -> str:
    """The sentence as it is."""
    return sentence


class Refused(Exception):  # noqa: N818  the word of the RFC, and no error of ours
    """A command or message is answered with `reply`."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


GREETING = Reply(220, "localhost ESMTP MailGuard")
BYE = Reply(221, "Goodbye", "2.0.0")
READY_FOR_TLS = Reply(220, "Ready to start TLS", "2.0.0")
AUTHENTICATED = Reply(235, "Welcome", "2.7.0")
OK = Reply(250, "OK", "2.0.0")
SENDER_OK = Reply(250, "Sender OK", "2.1.0")
RECIPIENT_OK = Reply(250, "Recipient OK", "2.1.5")
CANNOT_VERIFY = Reply(252, "Send the mail and you will see", "2.0.0")
HELP = Reply(214, "MailGuard takes mail from the mail programs of this computer", "2.0.0")
GO_AHEAD = Reply(354, "Send the message and end it with a line that holds only a dot")

# The connection ends with these -------------------------------------------------------------

TIMEOUT = Reply(421, "MailGuard has waited long enough and closes the connection", "4.4.2")
STOPPING = Reply(421, "MailGuard is being closed; please send again when it is running", "4.3.2")
TOO_MANY_ERRORS = Reply(421, "Too many errors; the connection is closed", "4.7.0")
TOO_MANY_CONNECTIONS = Reply(
    421, "Too many connections are open; please try again in a moment", "4.7.0"
)
OWN_FAILURE_CLOSING = Reply(
    421, "Something went wrong inside MailGuard; please send again", "4.3.0"
)
OTHER_USER = Reply(554, "This MailGuard belongs to another user of this computer", "5.7.1")
NOT_SMTP = Reply(554, "Only mail programs that speak SMTP may talk to MailGuard", "5.5.1")
TOO_EAGER = Reply(554, "The mail program went on without waiting for MailGuard's answer", "5.5.0")
BARE_LF = Reply(500, "A command must end with CR and LF", "5.5.2")

# Protocol ------------------------------------------------------------------------------------

UNREADABLE = Reply(500, "This command cannot be read", "5.5.2")
UNKNOWN_COMMAND = Reply(500, "MailGuard does not know this command", "5.5.2")
LINE_TOO_LONG = Reply(500, "This command is too long", "5.5.6")
NOT_OFFERED = Reply(502, "MailGuard does not offer this command", "5.5.1")
NO_ARGUMENT = Reply(501, "This command takes nothing after its name", "5.5.4")
NAME_MISSING = Reply(501, "The name of the mail program's computer is missing", "5.5.4")
BAD_MAIL = Reply(501, "Write it as MAIL FROM:<address>", "5.5.4")
BAD_RCPT = Reply(501, "Write it as RCPT TO:<address>", "5.5.4")
GREET_FIRST = Reply(503, "EHLO comes first", "5.5.1")
MAIL_FIRST = Reply(503, "MAIL comes first", "5.5.1")
ALREADY_MAIL = Reply(503, "A mail has been begun already", "5.5.1")
NO_RECIPIENTS = Reply(554, "The mail has no recipient that MailGuard could take", "5.5.1")


# AUTH ----------------------------------------------------------------------------------------

AUTH_REQUIRED = Reply(
    530,
    "Please set the user name and password that MailGuard shows for this account",
    "5.7.0",
)
ALREADY_AUTHENTICATED = Reply(503, "The password has been given already", "5.5.1")
UNKNOWN_MECHANISM = Reply(504, "MailGuard takes AUTH PLAIN and AUTH LOGIN", "5.5.4")
AUTH_CANCELLED = Reply(501, "AUTH was cancelled", "5.7.0")
BAD_AUTH = Reply(501, "This AUTH answer cannot be read", "5.5.2")
WRONG_PASSWORD = Reply(
    535,
    "User name or password is not the one that MailGuard shows for this account",
    "5.7.8",
)

# Envelope and message ------------------------------------------------------------------------

TOO_MANY_RECIPIENTS = Reply(
    452, "Too many recipients; please send the mail to fewer people at once", "4.5.3"
)
NEEDS_SMTPUTF8 = Reply(
    553,
    "The address has letters beyond ASCII, and the mail program did not announce that",
    "5.6.7",
)
NOT_PASSED_ON: Mapping[Extension, Reply] = MappingProxyType(
    {
        Extension.EIGHT_BIT_MIME: Reply(
            555, "The mail server of this account takes no 8-bit messages (8BITMIME)", "5.5.4"
        ),
        Extension.SMTPUTF8: Reply(
            555,
            "The mail server of this account takes no addresses with letters beyond ASCII",
            "5.5.4",
        ),
        Extension.DSN: Reply(
            555, "The mail server of this account sends no delivery status notes", "5.5.4"
        ),
    }
)
DISK_FULL = Reply(
    452, N_("There is too little space on this computer's disk; please make some"), "4.3.1"
)
OWN_FAILURE = Reply(451, N_("Something went wrong inside MailGuard; please send again"), "4.3.0")


def wait_after_wrong_passwords(seconds: float) -> Reply:
    """`seconds`: how much longer."""
    text = f"Too many wrong passwords; please try again in {int(seconds) + 1} seconds"
    return Reply(454, text, "4.7.0")


def bad_sender(text: str) -> Reply:
    """`text`: what stands where the address should."""
    return Reply(501, f"The sender's address cannot be read: {text}", "5.1.7")


def bad_recipient(text: str) -> Reply:
    """`text`: what stands where the address should."""
    return Reply(501, f"This recipient's address cannot be read: {text}", "5.1.3")


def unknown_parameter(keyword: str) -> Reply:
    """A parameter of no extension that is offered."""
    return Reply(555, f"MailGuard does not know the parameter {keyword}", "5.5.4")


def bad_parameter(keyword: str) -> Reply:
    """A parameter with a value it cannot have, or given twice."""
    return Reply(501, f"The parameter {keyword} cannot be read", "5.5.4")


def in_words(reply: Reply, say: Say) -> Reply:
    """`reply` in the language that `say` speaks."""
    return Reply(reply.code, say(reply.text), reply.enhanced)


def too_large(limit: int, say: Say = english) -> Reply:
    """`limit`: the largest message in octets."""
    sentence = say(
        N_("The mail is larger than the {size} that can be sent; please send its files another way")
    )
    return Reply(552, sentence.format(size=_size(limit)), "5.3.4")


def stray(found: Stray, say: Say = english) -> Reply:
    """Why a message with a lone CR, a lone LF or a NUL was refused."""
    return Reply(554, say(_STRAY[found.octet]).format(line=found.line), "5.6.0")


_STRAY = {
    13: N_(
        "Line {line} of the mail holds a lone CR, which mail servers read in different ways;"
        " nothing was sent. Please write that line anew"
    ),
    10: N_(
        "Line {line} of the mail ends with a lone LF, which mail servers read in different ways;"
        " nothing was sent. Please write that line anew"
    ),
    0: N_(
        "Line {line} of the mail holds a NUL, which mail servers read in different ways;"
        " nothing was sent. Please write that line anew"
    ),
}


def _size(octets: int) -> str:
    return f"{octets // 1000} KB" if octets < 1_000_000 else f"{octets // 100_000 / 10:g} MB"
