"""The tables say what was measured, and stand in their place of the page."""

from tests.bench.goals import relay_goals
from tests.bench.measure import Memory
from tests.bench.rounds import Results
from tests.bench.table import relay_table, splice
from tests.bench.targets.all import TARGETS
from tests.bench.trial import SCENARIOS, Trial


def a_trial(rate: float) -> Trial:
    return Trial(
        accepted_rate=rate,
        delivered_rate=rate / 2,
        reply_times=(0.001, 0.002, 0.003),
        relay_times=(0.004, 0.005, 0.006),
        octet_rate=rate * 1e6,
        processor_time=0.0035,
        memory=Memory(90_000_000, 70_000_000, 3),
    )


def results(**rates: list[float]) -> Results:
    """The rates of each target, one a round, the same in every scenario."""
    return {
        (name, scenario.name): [a_trial(rate) for rate in rounds]
        for name, rounds in rates.items()
        for scenario in SCENARIOS
    }


def cells(table: str, row: int) -> list[str]:
    return [cell.strip() for cell in table.splitlines()[row].strip("|").split("|")]


def test_a_row_holds_the_medians_of_the_rounds() -> None:
    table = relay_table(results(postfix=[100, 300, 200]), {"postfix": TARGETS["postfix"]})
    assert cells(table, 2) == [
        *("Postfix (default fsync queue)", "200 / 100", "200 / 100", "200 / 100", "3.5"),
        *("2.0 (3.0)", "5.0 (6.0)", "200", "6", "90 (70; 3)", "90 (70; 3)"),
    ]


def test_a_ratio_is_taken_within_each_round() -> None:
    measured = results(mailguard=[100, 300, 150], postfix=[100, 200, 300])
    targets = {name: TARGETS[name] for name in ("mailguard", "postfix")}
    ratios = cells(relay_table(measured, targets), 4)
    assert ratios[1:4] == ["1.00 / 1.00"] * 3
    assert ratios[7] == "1.00"


def test_a_goal_that_is_missed_says_so() -> None:
    goals = relay_goals(results(mailguard=[50], postfix=[100]))
    assert goals[0].startswith("missed: 1 session: delivers at 0.50 × Postfix's rate")
    assert goals[-1] == "reached: 50 MB: the engine's memory peaks at 70 MB (at most 80)"


def test_a_section_is_replaced_and_the_rest_of_the_page_stays() -> None:
    page = "before\n<!-- bench relay begin -->\nold\n<!-- bench relay end -->\nafter\n"
    new = splice(page, "relay", r"a \1 b")
    assert new == page.replace("old", r"a \1 b")


def test_a_page_without_the_section_gets_it_at_its_end() -> None:
    page = splice("# Title\n", "review", "text")
    assert page == "# Title\n\n<!-- bench review begin -->\ntext\n<!-- bench review end -->\n"
