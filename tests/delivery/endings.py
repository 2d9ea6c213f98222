"""The 14 endings that some server takes for the end of a message, and CRLF.CRLF itself.

From SMTP-Smuggling-Tools and smtpsmug: only the last one ends a message, and only at its end.
"""

from __future__ import annotations

FALSE_ENDINGS = (
    b"\n.\n",
    b"\n.\r\n",
    b"\r.\r",
    b"\r.\r\n",
    b"\r.\n",
    b"\n.\r",
    b"\r\n.\n",
    b"\r\n.\r",
    b"\r\n\0.\r\n",
    b"\r\n.\0\r\n",
    b"\r\r\n.\r\r\n",
    b"\n\n.\n\n",
    b"\r\n.\n\r\n",
    b"\0\r\n.\r\n",
    b"\r\n.\r\n",
)
