"""The layered policy of an installation: its files found, read, checked and put together."""
