"""Command: train the recipient model and write the resource; prints how well it does on users
that it never saw. Needs scikit-learn beside the project's own dependencies.

python -m tests.bench.recipient_model train --data leaks-dev.tar.xz
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from mailguard.knowledge.risk_model import Model, Models
from tests.bench.recipient_model.fitting import (
    ALERTS,
    Scored,
    fit,
    plan_for,
    precision_at_1,
    recall,
    threshold,
    tried,
)
from tests.bench.recipient_model.replay import Seen, seen_in

_TARGET = Path("resources/model/recipients.json")
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
    args.to.write_bytes(msgspec.json.encode(models) + b"\n")


def _trained(mails: Sequence[Seen], kind: str) -> Model:
    """The model of all users; its threshold is that of models that did not see the user."""
    names = tuple(next(iter(mails[0].recipients.values())))
    plan = plan_for(names, is_reply=mails[0].is_reply)
    alone = tried(mails, plan)
    made = [one for one in alone if one.mail.made]
    limit = threshold(made, ALERTS)
    asked = [one for one in alone if not one.mail.made]
    _say(_row(f"{kind}, the set's own leaks", asked, limit))
    _say(_row(f"{kind}, leaks made here", made, limit))
    model = fit(mails, plan)
    return replace(model, bias=model.bias - limit)


def _row(kind: str, found: Sequence[Scored], limit: float) -> str:
    clean = [one for one in found if one.mail.variant == "clean"]
    recalls = [f"{recall(found, 'add', r):.2f}/{recall(found, 'swap', r):.2f}" for r in _RATES]
    alerts = sum(one.score > limit for one in clean) / len(clean)
    cells = [kind, str(len(clean)), f"{precision_at_1(found):.3f}", *recalls, f"{alerts:.1%}"]
    return "| " + " | ".join(cells) + " |"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the table is what the command is for


if __name__ == "__main__":
    main()
