"""The demo: the main job, for real, on a mail server of its own; no account is needed."""
