"""How wrong passwords are counted."""

from __future__ import annotations

from mailguard.smtp.lockout import Lockout
from mailguard.smtp.settings import Limits


class Watch:
    """A clock that stands still."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def a_lockout(watch: Watch) -> Lockout:
    return Lockout(Limits(wrong_passwords=2, lock_seconds=30), watch)


def test_different_wrong_passwords_lock_the_user_name_for_a_while() -> None:
    watch = Watch()
    lockout = a_lockout(watch)
    lockout.failed("taro", "a")
    assert lockout.seconds_left("taro") == 0
    lockout.failed("taro", "b")
    assert lockout.seconds_left("taro") == 30
    watch.seconds = 29
    assert lockout.seconds_left("taro") == 1
    watch.seconds = 30
    assert lockout.seconds_left("taro") == 0


def test_the_same_wrong_password_again_is_no_new_guess() -> None:
    lockout = a_lockout(Watch())
    for _ in range(10):
        lockout.failed("taro", "a")
    assert lockout.seconds_left("taro") == 0


def test_two_passwords_in_turn_are_guesses() -> None:
    lockout = a_lockout(Watch())
    lockout.failed("taro", "a")
    lockout.failed("taro", "b")
    assert lockout.seconds_left("taro") > 0


def test_other_names_are_not_locked() -> None:
    lockout = a_lockout(Watch())
    lockout.failed("taro", "a")
    lockout.failed("taro", "b")
    assert lockout.seconds_left("hanako") == 0


def test_the_right_password_makes_all_good() -> None:
    lockout = a_lockout(Watch())
    lockout.failed("taro", "a")
    lockout.succeeded("taro")
    lockout.failed("taro", "b")
    assert lockout.seconds_left("taro") == 0


def test_old_failures_are_forgotten() -> None:
    watch = Watch()
    lockout = a_lockout(watch)
    lockout.failed("taro", "a")
    watch.seconds = 31
    lockout.failed("taro", "b")
    assert lockout.seconds_left("taro") == 0


def test_invented_names_do_not_fill_the_memory() -> None:
    lockout = a_lockout(Watch())
    for number in range(5000):
        lockout.failed(f"name {number}", "a")
    assert len(lockout._failures) <= 1000
