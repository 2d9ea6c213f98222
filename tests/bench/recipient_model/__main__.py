"""Command: train the recipient model and write the resource; prints how well it does on users
that it never saw. Needs scikit-learn beside the project's own dependencies.

python -m tests.bench.recipient_model train --data leaks-dev.tar.xz
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from mailguard.knowledge.risk import Model, Models
from tests.bench.recipient_model.fitting import (
    ALERTS,
    STRENGTHS,
    Scored,
    fit,
    precision_at_1,
    quality,
    recall,
    threshold,
    tried,
)
from tests.bench.recipient_model.replay import Seen, seen_in

_TARGET = Path("resources/model/recipients.json")
_FOLDS = 5
_RATES = (0.01, 0.02, 0.05)
_HEAD = "| mails | clean mails | Prec@1 | recall at 1 % (add/swap) | 2 % | 5 % | above 0.5 |"


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recipient_model")
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="fit both models and write the resource")
    train.add_argument("--data", type=Path, required=True, help="an archive of user folders")
    train.add_argument("--to", type=Path, default=_TARGET, help="the resource")
    args = parser.parse_args()
    mails = [mail for mail in seen_in(args.data) if mail.recipients]
    _say(_HEAD)
    _say("|" + "---|" * 7)
    models = Models(
        _trained([mail for mail in mails if mail.is_reply], "replies"),
        _trained([mail for mail in mails if not mail.is_reply], "new mails"),
    )
    args.to.parent.mkdir(parents=True, exist_ok=True)
    args.to.write_bytes(msgspec.json.format(msgspec.json.encode(models)) + b"\n")


def _trained(mails: Sequence[Seen], kind: str) -> Model:
    """The model of all users, with what cross-validation by user chose."""
    names = _names(mails)
    users = sorted({mail.user for mail in mails})
    groups = [frozenset(users[start::_FOLDS]) for start in range(_FOLDS)]
    strength = max(STRENGTHS, key=lambda one: quality(_made(tried(mails, names, one, groups))))
    alone = tried(mails, names, strength, [frozenset({user}) for user in users])
    limit = threshold(_made(alone), ALERTS)
    asked = [one for one in alone if not one.mail.made]
    _say(_row(f"{kind}, the set's own leaks", asked, limit))
    _say(_row(f"{kind}, leaks made here", _made(alone), limit))
    linear = fit(mails, names, strength)
    weights = [w / d for w, d in zip(linear.weight, linear.deviation, strict=True)]
    bias = linear.start - sum(w * m for w, m in zip(weights, linear.mean, strict=True)) - limit
    return Model(_short(bias), dict(zip(names, map(_short, weights), strict=True)))


def _names(mails: Sequence[Seen]) -> tuple[str, ...]:
    """The features that are not the same everywhere."""
    first = next(iter(mails[0].recipients.values()))
    everybody = [one for mail in mails for one in mail.recipients.values()]
    return tuple(name for name in first if any(one[name] != first[name] for one in everybody))


def _made(found: Iterable[Scored]) -> list[Scored]:
    return [one for one in found if one.mail.made]


def _row(kind: str, found: Sequence[Scored], limit: float) -> str:
    clean = [one for one in found if one.mail.variant == "clean"]
    recalls = [f"{recall(found, 'add', r):.2f}/{recall(found, 'swap', r):.2f}" for r in _RATES]
    alerts = sum(one.score > limit for one in clean) / len(clean)
    cells = [kind, str(len(clean)), f"{precision_at_1(found):.3f}", *recalls, f"{alerts:.1%}"]
    return "| " + " | ".join(cells) + " |"


def _short(value: float) -> float:
    return float(f"{value:.5g}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the table is what the command is for


if __name__ == "__main__":
    main()
