"""Plays the demo: three mails go through the real proxy, and what became of them is shown."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Callable

from mailguard import i18n
from mailguard.control.client import Client
from mailguard.control.protocol import Role
from mailguard.demo.mails import cast
from mailguard.demo.stage import DELAY, Stage, stage, start_desktop
from mailguard.demo.terminal import Reaction, review
from mailguard.domain.command import List, Listing
from mailguard.domain.event import Summary
from mailguard.domain.state import State
from mailguard.i18n import _

Say = Callable[[str], None]

_MOVING = frozenset({State.ASKING, State.RECEIVED, State.DELAYED, State.QUEUED, State.SENDING})


def has_display() -> bool:
    """Whether windows can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def play(say: Say, react: Callable[[], Reaction] | None) -> bool:
    """Play it in the terminal with `react`, or in windows (None); whether all went as answered."""
    language = i18n.preferred()
    i18n.use(language)
    async with stage(cast(language), language, headless=react is not None) as on:
        say(_("A mail server, an account and MailGuard have been started for this demo."))
        # connected as a desktop from the first: the engine then starts none by itself
        with await on.open() as hand, await on.connect(Role.DESKTOP) as window:
            if react is None:
                return await _in_windows(on, hand, say)
            return await _in_terminal(on, window, hand, say, react)


async def _in_windows(on: Stage, hand: Client, say: Say) -> bool:
    desktop = start_desktop(on.folder)
    try:
        say(_("Answer in the window that opens; “Send” leaves {} seconds to undo.").format(DELAY))
        for mail in on.cast.mails:
            await _one(on, hand, mail, say)
        return True
    finally:
        desktop.terminate()
        await asyncio.to_thread(desktop.wait, 20)


async def _in_terminal(
    on: Stage, window: Client, hand: Client, say: Say, react: Callable[[], Reaction]
) -> bool:
    ends = []
    for mail in on.cast.mails:
        sending = asyncio.ensure_future(_one(on, hand, mail, say))
        answering = asyncio.to_thread(review, window, say, react)
        try:
            ends.append(_fits(*await asyncio.gather(answering, sending)))
        finally:
            sending.cancel()  # without an answer nothing more is told of this mail
    return all(ends)


def _fits(reaction: Reaction, end: State) -> bool:
    return {
        Reaction.SEND: State.SENT,
        Reaction.BACK: State.REFUSED,
        Reaction.UNDO: State.WITHDRAWN,
    }[reaction] is end


async def _one(on: Stage, hand: Client, mail: bytes, say: Say) -> State:
    """Send one mail, and see it to its end."""
    say("")
    reply = await asyncio.to_thread(on.send, mail)
    say(_("  The mail program hears: {}").format(reply))
    newest = await asyncio.to_thread(_at_rest, hand)
    if newest.state is State.SENT:
        delivered = await on.server.arrived.get()
        say(_("  Delivered to {}").format(", ".join(delivered.recipients)))
        say(_("  What they see: {}").format(", ".join(delivered.visible)))
    else:
        say("  " + _ended(newest))
    return newest.state


def _ended(summary: Summary) -> str:
    if summary.state is State.REFUSED:
        return _("Back to editing: nothing was sent.")
    if summary.state is State.WITHDRAWN:
        return _("Taken back: nothing was sent; the mail is kept as a draft.")
    return f"{summary.state}: {summary.reason}"


def _at_rest(hand: Client) -> Summary:
    """The newest mail, once nothing moves it any more. Blocking."""
    while True:
        listing = hand.request(List(limit=1))
        if isinstance(listing, Listing) and listing.entries[0].state not in _MOVING:
            return listing.entries[0]
        time.sleep(0.2)


def keyboard() -> Reaction:
    """Ask at the keyboard. Raises EOFError where nobody can answer."""
    keys = {"s": Reaction.SEND, "b": Reaction.BACK, "u": Reaction.UNDO}
    while True:
        with contextlib.suppress(KeyError):
            return keys[input(_("  [s]end  [b]ack to editing  send and [u]ndo > ")).strip()]
