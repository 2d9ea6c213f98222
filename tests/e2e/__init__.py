"""MailGuard among real parts: real mail programs, real servers, a display."""
