"""A file that is broken never opens the gate; one that has changed is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mailguard import i18n, signing
from mailguard.domain.rule import Layer
from mailguard.domain.settings import Delay
from mailguard.rulebook.fetched import RefusedError
from mailguard.rulebook.rulebook import Rulebook
from mailguard.rulebook.sheet import Remote
from mailguard.smtp.settings import StrayRule
from tests.rulebook.installations import Installation, rule

STRICT = "[delay]\nexternal = 600\n[permissions]\nheadless = false\n" + rule("ours")
KEY = signing.public_key(signing.new_key())
BROKEN = "[delay]\nexternal = \n"


def test_while_the_organisation_s_file_is_broken_the_last_good_one_stands(
    installation: Installation,
) -> None:
    installation.organisation(STRICT)
    installation.read()
    installation.organisation(BROKEN)
    again = Rulebook(installation.places, installation.folder).read()  # after a restart, too
    assert again.policy_for([]).settings.delay.external == 600.0
    assert [placed.rule.id for placed in again.policy_for([]).rules] == ["ours"]
    assert not again.permissions.headless
    told = installation.conditions()
    assert list(told) == ["policy-broken:policy.toml"]
    assert told["policy-broken:policy.toml"].startswith("etc/policy.toml, line 2: ")


def test_without_a_last_good_one_everything_is_asked_about(installation: Installation) -> None:
    installation.organisation(BROKEN)
    installation.user(
        "[delay]\nexternal = 0\n[submission]\nstrays = 'normalise'\n"
        "[organisation]\nown = ['gmail.com']\n" + rule("mine")
    )
    edition = installation.read()
    policy = edition.policy_for([])
    assert policy.settings.delay == Delay(), "nobody knows whether the user may change it"
    assert policy.settings.organisation.own == ()
    assert edition.configuration.submission.strays is StrayRule.NORMALISE
    assert [placed.name for placed in policy.rules] == ["built-in/policy-unreadable", "user/mine"]
    assert policy.rules[0].rule.then.confirm is True
    assert not edition.permissions.answer_send


def test_a_copy_that_was_tampered_with_is_none(installation: Installation) -> None:
    installation.organisation(STRICT)
    installation.read()
    installation.organisation(BROKEN)
    (kept,) = installation.folder.policy.glob("*.kept")
    kept.write_bytes(kept.read_bytes().replace(b"600", b"0.0"))
    assert installation.policy().rules[0].layer is Layer.BUILT_IN


def test_a_file_that_is_gone_leaves_the_last_good_one_in_force(installation: Installation) -> None:
    installation.organisation(STRICT)
    installation.read()
    installation.places.organisation.unlink()
    assert installation.policy().settings.delay.external == 600.0
    assert "etc/policy.toml is not there any more" in installation.conditions()["policy-gone"]
    installation.organisation("")
    assert installation.policy().settings.delay.external == 60.0
    assert installation.conditions() == {}


def test_a_group_s_broken_file_leaves_its_last_good_one_in_force(
    installation: Installation,
) -> None:
    installation.people("people", "address,department\ntaro@example.co.jp,営業部\n")
    installation.group("sales", "groups = ['営業部']\ndelay.external = 600\n")
    installation.read()
    installation.group("sales", "groups = ['営業部']\ndelay.external = 'x'\n")
    assert installation.policy().settings.delay.external == 600.0
    assert list(installation.conditions()) == ["policy-broken:sales.toml"]


def test_a_group_s_file_that_never_was_good_has_everything_asked_about(
    installation: Installation,
) -> None:
    installation.organisation(STRICT)
    installation.group("sales", "group = ['営業部']\n")
    rules = [placed.name for placed in installation.policy().rules]
    assert rules == ["built-in/policy-unreadable", "organisation/ours"]


def test_groups_that_cannot_be_looked_into_have_everything_asked_about(
    installation: Installation,
) -> None:
    installation.organisation(STRICT)
    installation.places.groups.touch()  # a file in the folder's place
    assert installation.policy().rules[0].name == "built-in/policy-unreadable"
    assert "etc/groups cannot be read" in installation.conditions()["policy-broken:groups"]


def test_a_user_s_broken_file_leaves_the_layers_above_in_force(installation: Installation) -> None:
    installation.organisation(STRICT)
    installation.user("delay.externl = 1\nreview.checklist = 1\n")
    assert installation.policy().settings.delay.external == 600.0
    told = installation.conditions()
    assert list(told) == ["config-broken"]
    assert told["config-broken"].endswith("Please check its spelling. (1 more)")


def test_a_group_that_is_nowhere_is_said_and_the_file_counts(installation: Installation) -> None:
    installation.organisation(rule("a", "approval = ['group:legal']"))
    assert len(installation.policy().rules) == 1
    told = installation.conditions()["policy-groups"]
    assert "line 3: there is no group, department or list “legal” in the directory" in told


@pytest.mark.parametrize("name", ["organisation", "groups"])
def test_files_that_others_than_administrators_can_change_are_said(
    installation: Installation, name: str
) -> None:
    installation.organisation("")
    installation.group("a", "groups = ['営業部']\n")
    getattr(installation.places, name).chmod(0o777)
    assert "policy-unprotected" in installation.conditions()


def test_lines_of_the_directory_that_say_nothing_are_said(installation: Installation) -> None:
    installation.people("people", "address\nnobody\n")
    assert "people.csv, line 2" in installation.conditions()["directory-broken"]


def test_the_directory_may_lie_elsewhere(installation: Installation) -> None:
    installation.organisation("directory.folder = 'people'\n")
    assert installation.policy().directory == str(installation.places.root / "people")


def test_a_user_s_own_directory_counts_only_where_there_is_no_policy(
    installation: Installation,
) -> None:
    assert installation.policy().directory == str(installation.folder.directory)
    installation.organisation("")
    assert installation.policy().directory == str(installation.places.directory)


def test_every_change_of_a_file_is_seen(installation: Installation) -> None:
    seen = [installation.rulebook.signature()]
    changes: list[Callable[[], None]] = [
        lambda: installation.organisation("version = 1"),
        lambda: installation.organisation("version = 2"),
        lambda: installation.group("a", "groups = []"),
        lambda: installation.user(""),
        lambda: installation.people("people", ""),
        lambda: installation.people("people", "a"),
        installation.folder.config.unlink,
        lambda: installation.days.append(date(2026, 11, 25)),
    ]
    for change in changes:
        change()
        installation.read()
        seen.append(installation.rulebook.signature())
        assert installation.rulebook.signature() == seen[-1], "reading changes nothing"
    assert len(set(seen)) == len(seen)


def test_the_language_is_the_one_to_speak(installation: Installation) -> None:
    assert installation.read().configuration.language == i18n.preferred()
    installation.user("language = 'ja'\n")
    assert installation.read().configuration.language == "ja"
    assert installation.policy().settings.language == "ja"


class Signer:
    """Signs policies for an installation that fetches its own."""

    def __init__(self, installation: Installation) -> None:
        self._key = signing.new_key()
        self.remote = Remote("https://x.example/policy.toml", signing.public_key(self._key))
        self._rulebook = installation.rulebook
        installation.organisation(
            f"[policy]\nurl = '{self.remote.url}'\npublic_key = '{self.remote.public_key}'\n"
        )

    def publish(self, text: str, version: int, purpose: str = "policy") -> None:
        octets = text.encode()
        seal = signing.seal(octets, self._key, purpose, version)
        self._rulebook.fetched.take_over(octets, seal, self.remote)


def test_until_a_policy_was_fetched_everything_is_asked_about(installation: Installation) -> None:
    Signer(installation)
    assert installation.policy().rules[0].name == "built-in/policy-unreadable"
    assert list(installation.conditions()) == ["policy-never-fetched"]


def test_what_was_fetched_is_the_organisation_s_policy(installation: Installation) -> None:
    Signer(installation).publish("version = 1\n" + STRICT, 1)
    assert installation.policy().settings.delay.external == 600.0
    assert not installation.read().permissions.headless
    assert installation.conditions() == {}


@pytest.mark.parametrize(
    ("text", "version", "words"),
    [
        ("version = 1\n", 1, "it is version 1, older than version 2, which is in use."),
        ("version = 2\n# other\n", 2, "another file was signed as version 2 before."),
        ("version = 4\n", 3, "the file says version 4, but it was signed as version 3."),
        ("version = 3\ndelay = 1\n", 3, "x.example/policy.toml, line 2: “delay” has to be"),
        (f"[policy]\nurl = 'https://y.example'\npublic_key = '{KEY}'\n", 3,
         "line 1: the table [policy] can only stand in the file on the computer itself."),
    ],
    ids=["older", "twice", "another version", "broken", "names its own place"],
)  # fmt: skip
def test_what_may_not_be_taken_over_changes_nothing(
    installation: Installation, text: str, version: int, words: str
) -> None:
    signer = Signer(installation)
    signer.publish("version = 2\ndelay.external = 600\n", 2)
    with pytest.raises(RefusedError) as refused:
        signer.publish(text, version)
    assert words in str(refused.value)
    assert installation.policy().settings.delay.external == 600.0


def test_what_was_signed_as_something_else_or_by_somebody_else_is_refused(
    installation: Installation,
) -> None:
    signer = Signer(installation)
    with pytest.raises(RefusedError, match="signed as something else"):
        signer.publish("", 0, "companies")
    signer.publish("delay.external = 600\n", 0)
    Signer(installation)  # whose key is another
    assert installation.policy().rules[0].name == "built-in/policy-unreadable"


def test_while_the_file_that_says_where_is_broken_the_last_good_one_says_it(
    installation: Installation,
) -> None:
    Signer(installation).publish("delay.external = 600\n", 0)
    installation.read()
    installation.organisation("[policy]\nurl = 1\n")
    assert installation.policy().settings.delay.external == 600.0
    assert list(installation.conditions()) == ["policy-broken:policy.toml"]
