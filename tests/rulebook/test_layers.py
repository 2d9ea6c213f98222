"""Settings of a layer nearer to the user override, unless they are locked; rules add up."""

from __future__ import annotations

from mailguard.domain.rule import Layer, Mode
from mailguard.domain.settings import Delay
from tests.rulebook.installations import TARO, Installation, rule

PEOPLE = "address,department\ntaro@example.co.jp,営業部\n"


def test_without_any_file_the_defaults_hold(installation: Installation) -> None:
    policy = installation.policy()
    assert policy.settings.delay == Delay()
    assert policy.rules == ()
    assert installation.conditions() == {}


def test_each_layer_overrides_single_settings(installation: Installation) -> None:
    installation.people("people", PEOPLE)
    installation.organisation("[delay]\nexternal = 90\ninternal = 1\n[review]\nchecklist = ['a']\n")
    installation.group("sales", "groups = ['営業部']\ndelay.internal = 2\n")
    installation.user("[review]\nchecklist = ['b', 'c']\n")
    settings = installation.policy().settings
    assert settings.delay == Delay(90.0, 2.0)
    assert settings.review.checklist == ("b", "c")


def test_a_group_s_file_counts_for_its_people_only(installation: Installation) -> None:
    installation.people("people", PEOPLE)
    installation.group("stock", "groups = ['倉庫']\ndelay.internal = 2\n" + rule("r"))
    assert installation.policy().settings.delay.internal == 0.0
    assert installation.policy().rules == ()


def test_what_is_locked_counts_and_what_was_set_below_is_said(installation: Installation) -> None:
    installation.organisation("locked = ['review', 'delay.external']\n[delay]\nexternal = 90\n")
    installation.user("[delay]\nexternal = 5\ninternal = 5\n[review]\ntick_checklist = true\n")
    settings = installation.policy().settings
    assert settings.delay == Delay(90.0, 5.0)
    assert not settings.review.tick_checklist
    told = installation.conditions()["policy-locked"]
    assert told == (
        "data/config.toml, line 2: “delay.external” was locked by etc/policy.toml, line 1, "
        "and does not count here. (1 more)"
    )


def test_a_group_is_bound_by_the_organisation_and_binds_its_people(
    installation: Installation,
) -> None:
    installation.people("people", PEOPLE)
    installation.organisation("locked = ['delay.external']\n")
    text = "groups = ['営業部']\nlocked = ['delay.internal']\n[delay]\nexternal = 1\ninternal = 2\n"
    installation.group("sales", text)
    installation.user("delay.internal = 3\n")
    assert installation.policy().settings.delay == Delay(60.0, 2.0)


def test_a_setting_of_a_check_can_be_locked(installation: Installation) -> None:
    installation.organisation("locked = ['checks.my-number', 'checks.keyword.danger']\n")
    installation.user(
        "[checks.my-number]\nenabled = false\n[checks.keyword]\ndanger = []\nnotice = ['x']\n"
    )
    assert installation.policy().settings.checks == {"keyword": {"notice": ["x"]}}


def test_rules_of_all_layers_add_up_and_are_named_by_their_layer(
    installation: Installation,
) -> None:
    installation.people("people", PEOPLE)
    installation.organisation(rule("r", 'tick = "Really?"\nmode = "monitor"'))
    for name in ("a", "b"):
        installation.group(name, "groups = ['営業部']\n" + rule("r"))
    installation.user(rule("r"))
    rules = installation.policy().rules
    names = ["organisation/r", "group/a/r", "group/b/r", "user/r"]
    assert [placed.name for placed in rules] == names
    assert rules[0].rule.mode is Mode.MONITOR


def test_where_rules_are_locked_there_are_none_below(installation: Installation) -> None:
    installation.organisation("locked = ['rule']\n" + rule("ours"))
    installation.user(rule("mine"))
    assert [placed.layer for placed in installation.policy().rules] == [Layer.ORGANISATION]
    assert "config.toml, line 1: “rule” was locked" in installation.conditions()["policy-locked"]


def test_each_setting_and_each_rule_says_where_it_comes_from(installation: Installation) -> None:
    installation.organisation("[delay]\n\nexternal = 90\n" + rule("ours"))
    installation.user("delay.internal = 1\n")
    layers = installation.read().layers_for([TARO])
    external = layers.origin(("delay", "external"))
    assert (external.layer, external.line) == (Layer.ORGANISATION, 3)
    assert external.file == str(installation.places.organisation)
    assert layers.origin(("delay", "internal")).layer is Layer.USER
    assert layers.origin(("language",)).layer is Layer.BUILT_IN
    ((_placed, origin),) = layers.rules
    assert origin.line == 4


def test_equal_policies_have_equal_digests_and_others_do_not(installation: Installation) -> None:
    digests = []
    for seconds in (5, 6, 5):
        installation.user(f"delay.external = {seconds}\n")
        digests.append(installation.policy().digest)
    assert digests[0] == digests[2] != digests[1]
