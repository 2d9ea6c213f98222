"""The real parts around MailGuard: servers, a display, mail programs; private to a test run."""
