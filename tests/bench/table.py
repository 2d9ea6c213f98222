"""The results as Markdown, and the page they are written into."""

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench.measure import percentile
from tests.bench.rounds import Results
from tests.bench.targets.target import Target
from tests.bench.trial import FIFTY, FIFTY_MEGABYTES, ONE, TEN, Trial

Rate = Callable[[Trial], float]

HEADINGS = (
    "target",
    "msg/s, 1 session",
    "msg/s, 10",
    "msg/s, 50",
    "CPU ms a mail",
    "dot → reply ms",
    "dot → sink ms",
    "50 MB: MB/s",
    "50 MB: dot → sink ms",
    "peak MB, 50 sessions",
    "peak MB, 50 MB",
)


def relay_table(results: Results, targets: Mapping[str, Target]) -> str:
    """A row for each target; below, what MailGuard makes of Postfix's figures."""
    rows = [_row(results, name, target) for name, target in targets.items()]
    if {"mailguard", "postfix"} <= set(targets):
        rows.append(_ratio_row(results))
    return markdown(HEADINGS, rows)


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def splice(page: str, section: str, text: str) -> str:
    """`page` with what stands between the marker comments of `section` replaced by `text`.

    A page without the markers gets them at its end.
    """
    begin, end = f"<!-- bench {section} begin -->", f"<!-- bench {section} end -->"
    block = f"{begin}\n{text}\n{end}"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(page):
        return f"{page.rstrip()}\n\n{block}\n"
    return pattern.sub(lambda _: block, page)


def write_section(path: Path, section: str, text: str) -> None:
    """Put `text` into its place of the page at `path`."""
    path.write_text(splice(path.read_text("utf-8"), section, text), "utf-8")


def median_of(trials: Sequence[Trial], rate: Rate) -> float:
    """The median over the rounds."""
    return statistics.median(rate(trial) for trial in trials)


def ratio(results: Results, scenario: str, rate: Rate) -> float:
    """MailGuard's figure by Postfix's, taken within each round; the median of the rounds."""
    pairs = zip(results["mailguard", scenario], results["postfix", scenario], strict=True)
    return statistics.median(rate(ours) / rate(theirs) for ours, theirs in pairs)


def accepted(trial: Trial) -> float:
    """Mails accepted a second."""
    return trial.accepted_rate


def delivered(trial: Trial) -> float:
    """Mails delivered a second."""
    return trial.delivered_rate


def megabytes(trial: Trial) -> float:
    """MB a second from the first octet of DATA to the sink's final dot."""
    return trial.octet_rate / 1e6


def _row(results: Results, name: str, target: Target) -> list[str]:
    one, big = results[name, ONE.name], results[name, FIFTY_MEGABYTES.name]
    return [
        target.name,
        *(_rates(results[name, scenario.name]) for scenario in (ONE, TEN, FIFTY)),
        _processor(one),
        _spread([seconds for trial in one for seconds in trial.reply_times]),
        _spread([seconds for trial in one for seconds in trial.relay_times]),
        f"{median_of(big, megabytes):.0f}",
        f"{1000 * median_of(big, lambda trial: trial.relay_times[-1]):.0f}",
        _peak(results[name, FIFTY.name]),
        _peak(big),
    ]


def _ratio_row(results: Results) -> list[str]:
    ratios = (
        f"{ratio(results, scenario.name, accepted):.2f} / "
        f"{ratio(results, scenario.name, delivered):.2f}"
        for scenario in (ONE, TEN, FIFTY)
    )
    big = f"{ratio(results, FIFTY_MEGABYTES.name, megabytes):.2f}"
    return ["**MailGuard ÷ Postfix**", *ratios, "", "", "", big, "", "", ""]


def _rates(trials: Sequence[Trial]) -> str:
    return f"{median_of(trials, accepted):.0f} / {median_of(trials, delivered):.0f}"


def _processor(trials: Sequence[Trial]) -> str:
    used = [trial.processor_time for trial in trials if trial.processor_time is not None]
    return f"{1000 * statistics.median(used):.1f}" if used else "–"


def _spread(seconds: Sequence[float]) -> str:
    """p50 (p95) in ms. The sink may have the dot before the generator knows that it is sent: 0."""
    middle, high = (max(0.0, 1000 * percentile(seconds, share)) for share in (0.5, 0.95))
    return f"{middle:.1f} ({high:.1f})"


def _peak(trials: Sequence[Trial]) -> str:
    """The highest peak of the rounds: all processes, in brackets the main one and their number."""
    peaks = [trial.memory for trial in trials if trial.memory is not None]
    if not peaks:
        return "–"
    top = max(peaks, key=lambda memory: memory.all_processes)
    main, count = top.main_process / 1e6, top.process_count
    return f"{top.all_processes / 1e6:.0f} ({main:.0f}; {count})"
