"""`python -m tests.detection`: measure the checks, print the tables, write them with `--write`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mailguard import checks
from mailguard.discovery import discover
from mailguard.domain.check import Check
from tests.bench.table import markdown, write_section
from tests.detection import salutations
from tests.detection.by_hand import everyday_table, mishaps_table
from tests.detection.everyday import everyday
from tests.detection.looking import Answer, Looking
from tests.detection.mishaps import mishaps
from tests.detection.natural import ham, leaks
from tests.detection.planted import clean, planted
from tests.detection.salutation_people import people
from tests.detection.scenes.suite import scenes
from tests.detection.scores import Rate, Score, causes, interrupted, interrupts, score
from tests.detection.traps import TRAPS, traps
from tests.detection.world import Part, a_world

NATURAL = {"ham": ham, "leaks": leaks}
_RATE = ("mail", "mails", "interrupted", "95 %")
PAGE = Path(__file__).parent.parent.parent / "docs" / "detection.md"


def main() -> int:
    """Measure the chosen parts."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory(prefix="mailguard-detection-") as folder:
        for part in (Part(name) for name in chosen.parts):
            _measure(part, Path(folder) / part, chosen)
        for name in chosen.natural:
            _publish(f"natural {name}", _natural(name, Path(folder)), is_written=chosen.write)
    return 0


def _measure(part: Part, folder: Path, chosen: argparse.Namespace) -> None:
    folder.mkdir()
    world = a_world(part)
    looking = Looking(folder, world)
    suite = list(looking.answers([*planted(world), *clean(world)]))
    tricky = list(looking.answers(traps(world)))
    played = list(looking.answers(scenes(world, part)))
    _publish(f"planted {part}", _scores([*suite, *played, *tricky]), is_written=chosen.write)
    _publish(f"traps {part}", _rates(suite, tricky), is_written=chosen.write)
    tempting = [answer for answer in played if answer.case.tempts]
    rate = _rate("mails that only look wrong", tempting)
    _publish(f"tempting {part}", rate, is_written=chosen.write)
    spoken = _salutations(part, folder / "salutations")
    _publish(f"salutations {part}", _spoken(spoken), is_written=chosen.write)
    ordinary = list(looking.answers(everyday(world)))
    _publish(f"everyday {part}", everyday_table(ordinary), is_written=chosen.write)
    wrong = list(looking.answers(mishaps(world)))
    _publish(f"mishaps {part}", mishaps_table(wrong), is_written=chosen.write)
    if chosen.verbose:
        _explain([*suite, *played, *tricky, *spoken, *ordinary, *wrong])


def _salutations(part: Part, folder: Path) -> list[Answer]:
    """Salutations of all forms, in a world of their own."""
    folder.mkdir()
    world = people(part)
    cases = [*salutations.planted(world), *salutations.clean(world)]
    return list(Looking(folder, world).answers(cases))


def _spoken(answers: Sequence[Answer]) -> str:
    ordinary = [answer for answer in answers if not answer.case.planted]
    return "\n".join((_scores(answers), "", _rate("salutations that are right", ordinary)))


def _rate(name: str, answers: Sequence[Answer]) -> str:
    """How many are interrupted, and by which checks."""
    wrong = (f"- {check}: {count}" for check, count in causes(answers).most_common())
    return "\n".join((markdown(_RATE, [_rate_row(name, interrupted(answers))]), "", *wrong))


def _scores(answers: Sequence[Answer]) -> str:
    scores = [score(check.name, check.severity, answers) for check in discover(checks, Check)]
    is_tempted = any(found.tempting for found in scores)
    rows = [_row(found, is_tempted=is_tempted) for found in scores if found.planted]
    tempting = ("tempting",) if is_tempted else ()
    head = ("check", "severity", "planted", "recall", *tempting, "precision", "wrong")
    return markdown(head, rows)


def _row(found: Score, *, is_tempted: bool) -> tuple[str, ...]:
    said = found.found + found.wrong
    return (
        found.check,
        found.severity.name.lower(),
        str(found.planted),
        f"{found.recall:.2f}",
        *([str(found.tempting)] if is_tempted else ()),
        f"{found.precision:.2f}" if said else "–",
        str(found.wrong),
    )


def _rates(suite: Sequence[Answer], tricky: Sequence[Answer]) -> str:
    ordinary = [answer for answer in suite if not answer.case.planted]
    rows = [_rate_row("ordinary mail", interrupted(ordinary))]
    rows += [_rate_row(trap, interrupted(_named(tricky, trap))) for trap in TRAPS]
    rows.append(_rate_row("all traps", interrupted(tricky)))
    table = markdown(_RATE, rows)
    wrong = causes([*ordinary, *tricky])
    return f"{table}\n\n" + "\n".join(f"- {check}: {count}" for check, count in wrong.most_common())


def _natural(name: str, folder: Path) -> str:
    place = folder / name
    place.mkdir()
    tally = NATURAL[name](place)
    row = _rate_row(name, tally.rate)
    table = markdown(("mail", "mails", "interrupted", "95 %"), [row])
    causes = [f"- {check}: {count}" for check, count in tally.by_check.most_common()]
    return "\n".join([table, "", *causes])


def _named(answers: Sequence[Answer], trap: str) -> Iterator[Answer]:
    return (answer for answer in answers if answer.case.name.startswith(trap))


def _rate_row(name: str, rate: Rate) -> tuple[str, ...]:
    low, high = rate.interval()
    return (name, str(rate.mails), f"{rate.percent:.1f} %", f"{low:.1f}–{high:.1f} %")


def _explain(answers: Sequence[Answer]) -> None:
    """What went wrong, mail by mail."""
    for answer in answers:
        case = answer.case
        said = {finding.check for finding in answer.findings}
        if case.planted and case.planted not in said:
            _say(f"MISSED {case.name}: {sorted(said)}\n{case.letter.text[:300]}")
        for finding in answer.findings:
            expected = finding.check == case.planted or finding.check in case.also
            if interrupts(answer) and finding.severity > 1 and not expected:
                _say(f"WRONG {case.name}: {finding.check}: {finding.sentence} {finding.evidence}")


def _publish(section: str, text: str, *, is_written: bool) -> None:
    _say(f"## {section}\n\n{text}\n")
    if is_written:
        write_section(PAGE, section, text)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.detection", description=__doc__)
    parser.add_argument("--parts", nargs="*", choices=[*Part], default=[*Part])
    parser.add_argument("--natural", nargs="*", choices=NATURAL, default=[*NATURAL])
    parser.add_argument("--verbose", action="store_true", help="tell each mistake")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
