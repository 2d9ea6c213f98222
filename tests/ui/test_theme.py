"""The colours can be read, in both schemes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.theme import DARK, LIGHT, Colours, Scheme, Theme

LEAST = 4.5  # WCAG 2.2, success criterion 1.4.3

PAIRS = [
    ("ink", "surface"),
    ("ink", "ground"),
    ("soft", "surface"),
    ("soft", "ground"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    *[(tone, "surface") for tone in ("danger", "warning", "good")],
    *[(tone, f"{tone}_soft") for tone in ("accent", "danger", "warning", "good")],
    *[("ink", f"{tone}_soft") for tone in ("accent", "danger", "warning", "good")],
    *[("accent", f"{tone}_soft") for tone in ("danger", "warning", "good")],
]


def luminance(name: str) -> float:
    colour = QColor(name)
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= LEAST


def test_the_scheme_of_the_system_is_followed(qapp: QApplication) -> None:
    theme = Theme()
    changes: list[Scheme] = []
    theme.changed.connect(lambda: changes.append(theme.scheme))
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert changes == [theme.scheme]


def test_a_scheme_that_was_chosen_stays(qapp: QApplication) -> None:
    theme = Theme(Scheme.DARK)
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert theme.scheme is Scheme.DARK
