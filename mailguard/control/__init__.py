"""The control channel: how desktops and command lines speak with the engine."""
