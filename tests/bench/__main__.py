"""`python -m tests.bench`: run the benchmark, print its tables, write them down with `--write`."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.goals import relay_goals, review_goals
from tests.bench.inspection import measure_inspections
from tests.bench.knowing import measure_growth
from tests.bench.machine import describe, is_memory_only
from tests.bench.review import measure_reviews, review_table
from tests.bench.rounds import run_rounds
from tests.bench.ruling import measure_rules
from tests.bench.sink_process import PROJECT
from tests.bench.table import relay_table, write_section
from tests.bench.targets.all import TARGETS
from tests.bench.targets.target import TargetError
from tests.bench.trial import SCENARIOS, TrialError

PAGE = PROJECT / "docs" / "performance.md"


def main() -> int:
    """Run the chosen parts; 1 when something could not be measured."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory(prefix="mailguard-bench-") as made:
        Path(made).chmod(0o755)  # a target may run as another user and must reach its queue
        folder = Path(chosen.folder or made).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if is_memory_only(folder):
            _say(f"{folder} is in memory, where nothing is durable: name another with --folder")
            return 1
        try:
            for part in chosen.parts:
                _publish(part, PARTS[part](folder / part, chosen), is_written=chosen.write)
        except (TargetError, TrialError) as error:
            _say(f"not measured: {error}")
            return 1
    return 0


def _relay(folder: Path, chosen: argparse.Namespace) -> str:
    folder.mkdir()
    machine = describe(folder)
    targets = {name: TARGETS[name] for name in chosen.targets}
    results = run_rounds(targets, SCENARIOS, chosen.rounds, folder)
    goals = relay_goals(results) if {"mailguard", "postfix"} <= set(targets) else []
    head = f"{machine.sentence} {chosen.rounds} rounds."
    return f"{head}\n\n{relay_table(results, targets)}\n{_list(goals)}"


def _review(folder: Path, chosen: argparse.Namespace) -> str:
    reviews = measure_reviews(chosen.reviews, folder)
    return f"{review_table(reviews)}\n{_list(review_goals(reviews))}"


def _knowledge(folder: Path, _chosen: argparse.Namespace) -> str:
    return measure_growth(folder)


def _inspection(folder: Path, chosen: argparse.Namespace) -> str:
    return measure_inspections(folder, chosen.inspections)


def _policy(_folder: Path, _chosen: argparse.Namespace) -> str:
    return measure_rules()


PARTS = {
    "relay": _relay,
    "review": _review,
    "knowledge": _knowledge,
    "inspection": _inspection,
    "policy": _policy,
}


def _list(goals: Sequence[str]) -> str:
    return "".join(f"\n- {goal}" for goal in goals)


def _publish(part: str, text: str, *, is_written: bool) -> None:
    _say(text)
    if is_written:
        write_section(PAGE, part, text)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=[*PARTS])
    parser.add_argument("--targets", nargs="+", choices=TARGETS, default=[*TARGETS])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reviews", type=int, default=30, help="mails to review")
    parser.add_argument("--inspections", type=int, default=200, help="plain mails to look through")
    parser.add_argument("--folder", help="where the targets keep their mail; stays afterwards")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
