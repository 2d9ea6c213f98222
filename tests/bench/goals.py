"""What the figures must reach, and whether they do: a sentence each."""

from tests.bench.measure import percentile
from tests.bench.review import Reviews
from tests.bench.rounds import Results
from tests.bench.table import delivered, median_of, megabytes, ratio
from tests.bench.trial import FIFTY, FIFTY_MEGABYTES, ONE, TEN

ENGINE_MEMORY = 80e6


def relay_goals(results: Results) -> list[str]:
    """How MailGuard stands beside Postfix, and with one big mail."""
    ours = results["mailguard", FIFTY_MEGABYTES.name]
    rates = [
        verdict(
            f"{scenario.name}: delivers at {share:.2f} × Postfix's rate (at least 1, aim 1.3)",
            is_reached=share >= 1,
        )
        for scenario in (ONE, TEN, FIFTY)
        for share in (ratio(results, scenario.name, delivered),)
    ]
    share = ratio(results, FIFTY_MEGABYTES.name, megabytes)
    transfer = median_of(ours, lambda trial: trial.relay_times[-1])
    memory = max(trial.memory.main_process for trial in ours if trial.memory)
    return [
        *rates,
        f"50 MB, checks on: {share:.2f} × Postfix's MB/s (2 is asked for with inspection off)",
        verdict(f"50 MB: final dot → sink {transfer:.2f} s (at most 2)", is_reached=transfer <= 2),
        verdict(
            f"50 MB: the engine's memory peaks at {memory / 1e6:.0f} MB (at most 80)",
            is_reached=memory <= ENGINE_MEMORY,
        ),
    ]


def review_goals(reviews: Reviews) -> list[str]:
    """Whether the review window opens within a blink."""
    middle, high = (1000 * percentile(reviews.drawn, share) for share in (0.5, 0.95))
    return [
        verdict(f"review window: p50 {middle:.0f} ms (at most 100)", is_reached=middle <= 100),
        verdict(f"review window: p95 {high:.0f} ms (at most 300)", is_reached=high <= 300),
    ]


def verdict(sentence: str, *, is_reached: bool) -> str:
    """The sentence, and whether it is reached."""
    return f"{'reached' if is_reached else 'missed'}: {sentence}"
