"""System calls as `strace -f -y` writes them down, and the order that makes a 250 true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_WHOLE = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\((?P<rest>.*)")
_RESUMED = re.compile(r"(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)")
REPLY = "the reply is given"
_UNFINISHED = "<unfinished ...>"


@dataclass(frozen=True)
class Call:
    """One call; `began` and `ended` are places in the trace."""

    name: str
    text: str  # arguments and result
    began: int
    ended: int

    def is_on(self, *parts: str) -> bool:
        return all(part in self.text for part in parts)


def parse(trace: Iterable[str]) -> list[Call]:
    """The calls of a trace, in the order of their ends."""
    calls: list[Call] = []
    open_calls: dict[str, tuple[str, str, int]] = {}
    for place, line in enumerate(trace):
        if resumed := _RESUMED.match(line):
            name, begun, began = open_calls.pop(resumed["thread"])
            calls.append(Call(name, begun + resumed["rest"], began, place))
        elif whole := _WHOLE.match(line):
            if whole["rest"].endswith(_UNFINISHED):
                text = whole["rest"].removesuffix(_UNFINISHED)
                open_calls[whole["thread"]] = (whole["name"], text, place)
            else:
                calls.append(Call(whole["name"], whole["rest"], place, place))
    return calls


def broken_promise(calls: Sequence[Call], folder: str) -> str:
    """The first step that is missing or comes too late before the 250; "": it is true."""
    place = -1
    for sentence, is_step in _steps(folder):
        step = next((call for call in calls if call.began > place and is_step(call)), None)
        if step is None:
            return sentence
        if sentence == REPLY and _writes_between(calls, place, step.began):
            return "the log is synced"
        place = step.ended
    replies = [call for call in calls if _is_reply(call)]
    return "" if len(replies) == 1 else "there is one reply"


def _writes_between(calls: Sequence[Call], start: int, end: int) -> bool:
    """Whether the log was written to after it was synced."""
    return any(start < call.began < end and _is_row(call) for call in calls)


def _is_row(call: Call) -> bool:
    return "write" in call.name and call.is_on("spool.sqlite-wal>")


def _steps(folder: str) -> Sequence[tuple[str, Callable[[Call], bool]]]:
    return (
        ("the mail is written", lambda c: "write" in c.name and c.is_on(".tmp>", "MailGuard mail")),
        ("the file is synced", lambda c: _is_sync(c) and c.is_on(".tmp>")),
        ("it gets its name", lambda c: c.name.startswith("rename") and c.is_on(".mail")),
        ("the folder is synced", lambda c: _is_sync(c) and c.is_on(f"<{folder}>")),
        ("the row is written", _is_row),
        ("the log is synced", lambda c: _is_sync(c) and c.is_on("spool.sqlite-wal>")),
        (REPLY, _is_reply),
    )


def _is_sync(call: Call) -> bool:
    return call.name in {"fsync", "fdatasync"} and call.text.rstrip().endswith("= 0")


def _is_reply(call: Call) -> bool:
    return "write" in call.name and call.is_on('"250 ')
