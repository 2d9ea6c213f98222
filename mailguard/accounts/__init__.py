"""The accounts of one installation: who sends, by which server, and with which passwords."""
