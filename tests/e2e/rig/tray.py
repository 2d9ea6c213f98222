"""A panel with a tray on a display, where a program can put its icon."""

from tests.e2e.rig.display import Display
from tests.e2e.rig.process import Process
from tests.e2e.rig.wait import until

_PANEL = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=10;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
"""
_WATCHER = "org.kde.StatusNotifierWatcher"  # where icons register, by the desktop specification


def start_tray(display: Display) -> Process:
    """Show a panel on this display; icons can be shown in it when this returns."""
    settings = display.home / ".config" / "xfce4" / "xfconf" / "xfce-perchannel-xml"
    settings.mkdir(parents=True)
    (settings / "xfce4-panel.xml").write_text(_PANEL)
    panel = display.start("xfce4-panel", "--disable-wm-check")
    until(lambda: _WATCHER in display.bus_names(), "a tray on the display", within=60)
    return panel
