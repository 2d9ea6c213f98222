"""What gives way in a narrow row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from ui.theme import Theme
from ui.widgets.row_layout import Ruler
from ui.widgets.rows import Row, Tick

HEAD = Row(key="a", card="a", head=True, title="a-long-name.co.jp", detail="Are these right?",
           tick=Tick.OPEN, badge="external", edge="2 people · 1 new")  # fmt: skip


@pytest.mark.parametrize("width", range(300, 1000, 50))
def test_an_organisation_is_shown_whole_before_anything_is_asked_about_it(
    theme: Theme, width: int
) -> None:
    ruler = Ruler(theme)
    places = ruler.lay_out(HEAD, QRect(0, 0, width, ruler.height))
    needed = ruler.bold.horizontalAdvance(HEAD.title)
    room = places.edge.left() - places.title.left()
    assert places.title.width() >= min(needed, room - 2 * 8)
    assert places.detail.width() == 0 or places.detail.width() >= ruler.text.horizontalAdvance(
        HEAD.detail
    )
    assert not places.title.intersects(places.edge)
