"""Where past mail and address books lie: mailboxes, folders, cards, tables."""
