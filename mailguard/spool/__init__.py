"""Where mail lies: the octets in one file per entry, and what became of them in a database."""
