"""The receipt of a mail: made as it leaves, and verified by a server. Pure."""
