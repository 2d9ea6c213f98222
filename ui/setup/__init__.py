"""Set-up: accounts, and what to enter in the mail program."""
