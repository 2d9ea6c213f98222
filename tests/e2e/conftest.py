"""Real parts for tests: servers once a run, a display and Thunderbird once a module."""

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.rig.account import Account
from tests.e2e.rig.certificate import Certificate, certificate
from tests.e2e.rig.desktop import Desktop
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.postfix import Postfix
from tests.e2e.rig.thunderbird import Thunderbird
from tests.e2e.rig.tray import start_tray

_HERE = Path(__file__).parent
_SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
_PASSWORD = "correct horse"
_number = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is `e2e`, unless it is `real` (small enough for `make test`)."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(600), append=False)
            if not item.get_closest_marker("real"):
                item.add_marker("e2e")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed shows what was on its display and what its servers say."""
    report = yield
    if call.when == "call" and report.failed:
        named = getattr(item, "funcargs", {})
        parts = {id(part): part for part in named.values()}.values()  # `tray` is `display` again
        report.sections += [("display", _picture(d, item)) for d in parts if isinstance(d, Display)]
        report.sections += [("Postfix", p.said()[-4000:]) for p in parts if isinstance(p, Postfix)]
    return report


def _picture(display: Display, item: pytest.Item) -> str:
    _SCREENSHOTS.mkdir(exist_ok=True)
    picture = display.screenshot(_SCREENSHOTS / f"{item.name}.png")
    return f"{picture}\nwindows: {display.windows()}"


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that servers may enter too, which work as users of their own."""
    folder = Path(tempfile.mkdtemp(prefix="mailguard-e2e-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server_certificate(open_folder: Path) -> Certificate:
    """What the company's servers show, and the authority that signed it."""
    return certificate(open_folder / "certificate")


@pytest.fixture(scope="session")
def dovecot(open_folder: Path) -> Iterator[Dovecot]:
    """Where all mail arrives; `hanako` may send."""
    with Dovecot(open_folder / "dovecot", {"hanako": _PASSWORD}) as server:
        yield server


@pytest.fixture(scope="session")
def postfix(
    open_folder: Path, dovecot: Dovecot, server_certificate: Certificate
) -> Iterator[Postfix]:
    """The company's server, as a company would run it; shared: leave it running."""
    with Postfix(open_folder / "postfix", dovecot, server_certificate) as server:
        yield server


@pytest.fixture
def a_postfix(
    open_folder: Path, dovecot: Dovecot, server_certificate: Certificate
) -> Iterator[Callable[..., Postfix]]:
    """Makes a Postfix for this test alone: `a_postfix(message_size_limit=10_000)`."""
    with ExitStack() as running:

        def make(**settings: Any) -> Postfix:
            folder = open_folder / f"postfix-{next(_number)}"
            return running.enter_context(Postfix(folder, dovecot, server_certificate, **settings))

        yield make


@pytest.fixture
def recipient() -> str:
    """An address that has no mail yet."""
    return f"recipient-{next(_number)}@example.test"


@pytest.fixture
def hanako(postfix: Postfix, server_certificate: Certificate) -> Account:
    """Hanako's account at the company's server, without MailGuard in between."""
    return Account(
        "hanako@company.test",
        postfix.port,
        "hanako",
        _PASSWORD,
        authority=server_certificate.authority,
    )


@pytest.fixture(scope="module")
def display(open_folder: Path) -> Iterator[Display]:
    """A screen nobody sees."""
    with Display(open_folder / f"display-{next(_number)}") as screen:
        yield screen


@pytest.fixture(scope="module")
def tray(display: Display) -> Display:
    """The same screen, with a panel that shows tray icons."""
    start_tray(display)
    return display


@pytest.fixture(scope="module")
def started_thunderbird(display: Display, server_certificate: Certificate) -> Iterator[Thunderbird]:
    """Thunderbird, started once for the tests of a module; tests use `thunderbird`."""
    with Thunderbird(display, authority=server_certificate.authority) as program:
        yield program


@pytest.fixture
def thunderbird(started_thunderbird: Thunderbird) -> Iterator[Thunderbird]:
    """A running Thunderbird without any window open; say `use(account)` first."""
    yield started_thunderbird
    started_thunderbird.tidy()


@pytest.fixture
def a_mailguard(tmp_path: Path) -> Iterator[Callable[..., MailGuard]]:
    """Makes a MailGuard for this test: `a_mailguard("--headless", config="...")`; not started."""
    made: list[MailGuard] = []
    with ExitStack() as running:

        def make(*flags: str, **settings: Any) -> MailGuard:
            folder = tmp_path / f"mailguard-{next(_number)}"
            made.append(running.enter_context(MailGuard(folder, *flags, **settings)))
            return made[-1]

        yield make
    assert [line for one in made for line in one.errors()] == []


@pytest.fixture
def mailguard(a_mailguard: Callable[..., MailGuard]) -> MailGuard:
    """A MailGuard whose engine comes with the desktop; its send delay is short."""
    return a_mailguard(config="[delay]\nexternal = 4.0\n")


@pytest.fixture
def headless(a_mailguard: Callable[..., MailGuard]) -> Iterator[MailGuard]:
    """A running MailGuard without a desktop and a send delay: answered by command line."""
    mailguard = a_mailguard("--headless", "--delay", "0")
    mailguard.start()
    yield mailguard
    mailguard.stop()


@pytest.fixture
def desktop(mailguard: MailGuard, tray: Display) -> Iterator[Desktop]:
    """MailGuard's desktop on the display, with a tray for its icon."""
    with Desktop(mailguard, tray) as program:
        yield program
