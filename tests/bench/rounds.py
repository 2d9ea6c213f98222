"""Interleaved rounds: in each, all targets run side by side and take turns at every scenario.

What disturbs the machine for a while then disturbs all of them, and a ratio of two targets is
taken within a round.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.sink_process import SinkProcess, sink_process
from tests.bench.targets.target import Running, Target, TargetError
from tests.bench.trial import WARM_UP, Scenario, Trial, TrialError, run_trial

Results = dict[tuple[str, str], list[Trial]]  # (target, scenario) → one trial a round


def run_rounds(
    targets: Mapping[str, Target],
    scenarios: Sequence[Scenario],
    count: int,
    folder: Path,
) -> Results:
    """`count` rounds, the targets in another order in each; `folder` takes what they store.

    Raises TrialError with the name of the target that failed, TargetError when one finds at its
    end that it did less than its work.
    """
    results: Results = {}
    for number in range(count):
        for name, scenario, trial in _round(targets, scenarios, number, folder / f"round{number}"):
            results.setdefault((name, scenario.name), []).append(trial)
    return results


def _round(
    targets: Mapping[str, Target], scenarios: Sequence[Scenario], number: int, folder: Path
) -> Iterator[tuple[str, Scenario, Trial]]:
    with ExitStack() as stack:
        started = {name: _start(stack, target, folder / name) for name, target in targets.items()}
        names = [*started]
        order = names[number % len(names) :] + names[: number % len(names)]
        for name in order:
            _try(name, *started[name], WARM_UP)
        for scenario in scenarios:
            for name in order:
                yield name, scenario, _try(name, *started[name], scenario)


def _start(stack: ExitStack, target: Target, folder: Path) -> tuple[Running, SinkProcess]:
    folder.mkdir(parents=True)
    sink = stack.enter_context(sink_process())
    try:
        return stack.enter_context(target.start(sink.port, folder)), sink
    except TargetError as error:
        raise TrialError(f"{target.name}: {error}") from error


def _try(name: str, running: Running, sink: SinkProcess, scenario: Scenario) -> Trial:
    try:
        return run_trial(running, sink, scenario)
    except TrialError as error:
        raise TrialError(f"{name}, {error}") from error
