"""Icons, translations and other data files of MailGuard."""
