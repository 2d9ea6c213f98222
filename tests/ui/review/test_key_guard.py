"""Keys that were meant for the mail program do not answer a review."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.review.key_guard import CLICK_QUIET, QUIET, KeyGuard

ENTER = Qt.Key.Key_Return.value
CTRL = Qt.Key.Key_Control.value
ESCAPE = Qt.Key.Key_Escape.value
SPACE = Qt.Key.Key_Space.value
NONE = Qt.KeyboardModifier.NoModifier
WITH_CTRL = Qt.KeyboardModifier.ControlModifier


class Keyboard:
    """A guard just shown, and a clock to turn."""

    def __init__(self) -> None:
        self.now = 100.0
        self.guard = KeyGuard(lambda: self.now)
        self.guard.moved()

    def press(self, key: int, held: Qt.KeyboardModifier = NONE, *, repeats: bool = False) -> bool:
        self.now += 0.001
        return self.guard.press(key, held, repeats=repeats, at=self._milliseconds)

    def release(self, key: int, held: Qt.KeyboardModifier = NONE) -> None:
        self.now += 0.001
        self.guard.release(key, held, repeats=False, at=self._milliseconds)

    def repeat_unmarked(self, key: int, held: Qt.KeyboardModifier = NONE) -> bool:
        """What Qt often makes of a repetition under X11; whether it counts."""
        self.release(key, held)
        return self.guard.press(key, held, repeats=False, at=self._milliseconds)

    @property
    def _milliseconds(self) -> int:
        return round(self.now * 1000)

    def ctrl_enter(self) -> bool:
        self.press(CTRL, WITH_CTRL)
        return self.press(ENTER, WITH_CTRL)

    def let_go(self) -> None:
        self.release(ENTER, WITH_CTRL)
        self.release(CTRL, WITH_CTRL)


def test_the_first_second_listens_to_nothing() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET - 0.1
    assert not keyboard.ctrl_enter()


def test_after_a_second_a_fresh_key_counts() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET
    assert keyboard.ctrl_enter()


def test_a_key_pressed_too_early_does_not_count_later_either() -> None:
    keyboard = Keyboard()
    keyboard.ctrl_enter()
    keyboard.now += QUIET
    assert not keyboard.press(ENTER, WITH_CTRL, repeats=True)
    assert not keyboard.press(SPACE, WITH_CTRL), "Ctrl has been down since before"


def test_once_everything_was_let_go_keys_count_again() -> None:
    keyboard = Keyboard()
    keyboard.ctrl_enter()
    keyboard.now += QUIET
    keyboard.let_go()
    assert keyboard.ctrl_enter()


def test_a_modifier_held_since_before_the_window_was_there_does_not_help() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET
    assert not keyboard.press(ENTER, WITH_CTRL), "its press was never seen here"
    keyboard.release(ENTER)
    keyboard.release(CTRL)
    assert keyboard.ctrl_enter()


def test_a_key_that_repeats_by_itself_never_counts() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET
    assert keyboard.ctrl_enter()
    assert not keyboard.press(ENTER, WITH_CTRL, repeats=True)


def test_a_held_send_key_never_counts_though_its_repetitions_look_fresh() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET / 2
    for _ in range(100):
        keyboard.now += 0.04
        assert not keyboard.repeat_unmarked(ENTER, WITH_CTRL)
    keyboard.let_go()
    assert keyboard.ctrl_enter()


def test_a_held_key_without_modifiers_never_counts_either() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET / 2
    for _ in range(100):
        keyboard.now += 0.04
        assert not keyboard.repeat_unmarked(ESCAPE)
    keyboard.release(ESCAPE)
    assert keyboard.press(ESCAPE)


def test_while_a_modifier_is_down_not_everything_was_let_go() -> None:
    keyboard = Keyboard()
    keyboard.ctrl_enter()
    keyboard.now += QUIET
    keyboard.release(ENTER, WITH_CTRL)
    assert not keyboard.press(ENTER, WITH_CTRL)


def test_when_something_moves_the_second_begins_anew() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET
    assert keyboard.press(SPACE)
    keyboard.release(SPACE)
    keyboard.guard.moved()
    assert not keyboard.ctrl_enter()
    keyboard.let_go()
    keyboard.now += QUIET
    assert keyboard.ctrl_enter()


def test_a_key_held_while_something_moves_has_to_be_let_go_first() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET
    keyboard.press(SPACE)
    keyboard.guard.moved()
    keyboard.now += QUIET
    assert not keyboard.ctrl_enter()


def test_keys_held_in_another_window_do_not_count_when_this_one_gets_the_keyboard() -> None:
    keyboard = Keyboard()
    keyboard.now += QUIET
    keyboard.guard.activated()
    assert not keyboard.press(ENTER, WITH_CTRL)


def test_the_guard_says_whether_it_listens() -> None:
    keyboard = Keyboard()
    assert not keyboard.guard.listens
    keyboard.now += QUIET
    assert keyboard.guard.listens


def test_the_second_half_of_a_double_click_does_not_count() -> None:
    keyboard = Keyboard()
    keyboard.now += CLICK_QUIET - 0.01
    assert not keyboard.guard.click()
    keyboard.now += 0.02
    assert keyboard.guard.click()
