"""Commands that show mail: what waits, what was, and one mail in full."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from mailguard.cli.arguments import Subparsers, add_command, add_json, folder_of
from mailguard.cli.engine_link import Answerer, engine
from mailguard.cli.entry import find_details, listed
from mailguard.cli.output import fit, local, print_json, print_table, say
from mailguard.cli.questions import asked, hints, locked, other_time, warnings
from mailguard.domain.event import Details, RecipientResult, Summary
from mailguard.domain.state import WAITING, State
from mailguard.i18n import N_, _, ngettext

_STATES = {
    State.RECEIVED: N_("asks you"),
    State.ASKING: N_("asks you"),
    State.DELAYED: N_("waits"),
    State.APPROVAL: N_("waits for approval"),
    State.PREPARING: N_("being prepared"),
    State.QUEUED: N_("waits for the server"),
    State.SENDING: N_("being sent"),
    State.UNCERTAIN: N_("may have gone"),
    State.SENT: N_("sent"),
    State.FAILED: N_("refused"),
    State.WITHDRAWN: N_("taken back"),
    State.REFUSED: N_("back to editing"),
    State.ABANDONED: N_("given up"),
    State.SUPERSEDED: N_("came again"),
}


def register(commands: Subparsers) -> None:
    """Add these commands."""
    add_json(add_command(commands, "held", _held, _("show the mail that waits")))
    history = add_command(commands, "history", _history, _("show the latest mail"))
    history.add_argument("--limit", type=int, default=200, metavar="N", help=_("how many at most"))
    add_json(history)
    show = add_command(commands, "show", _show, _("show one mail and what became of it"))
    show.add_argument("id", metavar="ID", help=_("its id, or the beginning of it"))
    add_json(show)


def _held(args: argparse.Namespace) -> int:
    with engine(folder_of(args)) as client:
        return _print(client, listed(client, tuple(WAITING)), args, _("No mail is waiting."))


def _history(args: argparse.Namespace) -> int:
    with engine(folder_of(args)) as client:
        return _print(client, listed(client, (), max(args.limit, 1)), args, _("No mail yet."))


def _print(
    client: Answerer, entries: tuple[Summary, ...], args: argparse.Namespace, none: str
) -> int:
    if args.json:
        print_json([_as_json(client, entry) for entry in entries])
    elif entries:
        print_table([_row(entry) for entry in entries])
    else:
        say(none)
    return 0


def _as_json(client: Answerer, entry: Summary) -> dict[str, Any]:
    recipients = entry.recipients
    if entry.recipient_count > len(recipients):
        recipients = _all_recipients(find_details(client, entry.id))
    return {
        "id": entry.id,
        "state": entry.state,
        "account": entry.account,
        "subject": entry.subject,
        "sender": entry.sender,
        "recipients": recipients,
        "release_at": entry.release_at,
    }


def _all_recipients(details: Details) -> tuple[str, ...]:
    """All that is known of them: a list shows the first ones only."""
    if details.results:
        return tuple(result.address for result in details.results if not result.follows)
    if details.inspection:
        return tuple(str(r.address) for r in details.inspection.preview.recipients)
    return details.summary.recipients


def _row(entry: Summary) -> tuple[str, ...]:
    return (
        entry.id,
        local(entry.received_at),
        _standing(entry),
        _to(entry),
        fit(entry.subject, 50),
    )


def _standing(entry: Summary) -> str:
    state = _(_STATES[entry.state])
    if entry.state is not State.DELAYED:
        return state
    if entry.release_in is None and entry.release_at is None:
        return _("held")
    if entry.scheduled:
        return _("leaves {time}").format(time=local(entry.release_at))
    return _("leaves in {seconds} s").format(seconds=_seconds_left(entry))


def _seconds_left(entry: Summary) -> int:
    if entry.release_in is not None:
        return max(round(entry.release_in), 0)
    assert entry.release_at is not None  # noqa: S101  the caller looked
    return max(round((entry.release_at - datetime.now(UTC)).total_seconds()), 0)


def _to(entry: Summary) -> str:
    first = fit(entry.recipients[0], 34) if entry.recipients else ""
    more = entry.recipient_count - 1
    return f"{first} +{more}" if more > 0 else first


def _show(args: argparse.Namespace) -> int:
    with engine(folder_of(args)) as client:
        details = find_details(client, args.id)
    if args.json:
        print_json(details)
    else:
        print_table(list(_facts(details)))
        for line in _story(details):
            say(line)
    return 0


def _facts(details: Details) -> Iterator[tuple[str, str]]:
    entry = details.summary
    yield _("Id"), entry.id
    yield _("Subject"), fit(entry.subject, 500)
    yield _("From"), fit(entry.sender, 200) or "<>"
    yield _("Account"), entry.account
    yield _("State"), _standing(entry)
    yield _("Came"), local(entry.received_at)
    for text in (entry.reason, entry.note):
        if text:
            yield _("Note"), fit(text, 500)


def _story(details: Details) -> Iterator[str]:
    yield ""
    recipients = _all_recipients(details)
    count = max(details.summary.recipient_count, len(recipients))
    yield ngettext("{count} recipient", "{count} recipients", count).format(count=count)
    standing = {result.address: result for result in details.results if not result.follows}
    hint = hints(details, datetime.now(UTC))
    for address in recipients:
        yield _line(address, standing.get(address), hint.get(address, ""))
    yield from locked(details.received)
    if following := [result for result in details.results if result.follows]:
        yield _("What follows it:")
        yield from (_line(result.address, result) for result in following)
    for sentence in warnings(details.inspection):
        yield f"  ! {fit(sentence, 500)}"
    if questions := tuple(asked(details)):
        yield _("To be checked before it leaves:")
        yield from (f"  [ ] {question}" for question in questions)
    yield from other_time(details)
    for happening in details.journal:
        told = f"{local(happening.at)}  {_(_STATES[happening.state])}  ({happening.by})"
        yield f"  {told}  {fit(happening.reason, 200)}".rstrip()


def _line(address: str, result: RecipientResult | None, hint: str = "") -> str:
    """One recipient, and what became of the mail there."""
    state = _(_STATES[result.state]) if result else ""
    reply = fit(str(result.reply), 200) if result and result.reply else ""
    return f"  {fit(address, 200)}  {state or hint}  {reply}".rstrip()
