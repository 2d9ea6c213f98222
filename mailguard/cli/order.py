"""Commands that answer a review or move a mail: one mail, one sentence about what was done."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from mailguard.cli.arguments import Subparsers, add_command, folder_of
from mailguard.cli.engine_link import ask, engine
from mailguard.cli.entry import find
from mailguard.cli.output import CommandError, say
from mailguard.domain import command as c
from mailguard.domain.event import Summary
from mailguard.i18n import _

Order = Callable[[Summary], c.Command]


def register(commands: Subparsers) -> None:
    """Add these commands."""
    answer = add_command(commands, "answer", _answer, _("answer a review: send, or back"))
    answer.add_argument("id", metavar="ID")
    answer.add_argument("choice", choices=[choice.value for choice in c.Choice])
    answer.add_argument(
        "--later", action="store_true", help=_("send it when offices open, where that is offered")
    )
    resolve = add_command(
        commands, "resolve", _resolve, _("say whether an uncertain mail went, or send it again")
    )
    resolve.add_argument("id", metavar="ID")
    resolve.add_argument("choice", choices=["went", "again"])
    for name, order, summary, done in (
        ("undo", c.Undo, _("take back a mail that has not left"),
         _("Taken back. The mail is kept as a draft in MailGuard.")),
        ("now", c.ReleaseNow, _("send a waiting mail at once"), _("On its way.")),
        ("pause", c.Pause, _("hold a waiting mail until `now`"), _("Held until you release it.")),
        ("retry", c.Retry, _("try again to deliver a mail"), _("Trying again now.")),
        ("restore", c.SendAfterAll, _("send a mail after all that was taken back"),
         _("It waits to be sent again.")),
    ):  # fmt: skip
        parser = add_command(commands, name, _runner(order, done), summary)
        parser.add_argument("id", metavar="ID")
    hold = add_command(commands, "hold", _hold, _("hold all mail, or let it go again"))
    hold.add_argument("choice", choices=["on", "off"])


def _runner(order: Callable[[str], c.Command], done: str) -> Callable[[argparse.Namespace], int]:
    return lambda args: _carry_out(args, lambda mail: order(mail.id), done)


def _answer(args: argparse.Namespace) -> int:
    sentences = {
        c.Choice.SEND: _("Answered: it will be sent."),
        c.Choice.BACK: _("Answered: it goes back to editing."),
    }
    choice, later = c.Choice(args.choice), args.later
    if later and choice is not c.Choice.SEND:
        raise CommandError(_("--later goes with send only."))
    return _carry_out(
        args,
        lambda mail: c.Answer(mail.id, mail.revision, choice, later=later),
        _("Answered: it will be sent when offices open.") if later else sentences[choice],
    )


def _hold(args: argparse.Namespace) -> int:
    is_on = args.choice == "on"
    with engine(folder_of(args)) as client:
        ask(client, c.HoldAll(is_on))
    say(_("All mail is held.") if is_on else _("Mail leaves again, after its delay."))
    return 0


def _resolve(args: argparse.Namespace) -> int:
    went = args.choice == "went"
    done = _("Noted: it was sent.") if went else _("It will be sent again.")
    return _carry_out(args, lambda mail: c.Resolve(mail.id, went), done)


def _carry_out(args: argparse.Namespace, order: Order, done: str) -> int:
    with engine(folder_of(args)) as client:
        ask(client, order(find(client, args.id)))
    say(done)
    return 0
