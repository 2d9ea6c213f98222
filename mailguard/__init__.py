"""MailGuard: a review, a delay and an undo between the mail program and the mail server."""
