"""The floor: generator and sink with nothing between, the most any target can reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.load import Way
from tests.bench.targets.target import Running, Target


@contextmanager
def _start(sink_port: int, folder: Path) -> Iterator[Running]:  # noqa: ARG001  a floor keeps nothing
    yield Running(Way("127.0.0.1", sink_port), None)


FLOOR = Target("generator → sink", _start)
