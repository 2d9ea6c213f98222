"""Thunderbird's own preferences become a policy."""

from __future__ import annotations

import json

from mailguard.importing.harvest import Fate
from tests.importing.exports import harvest_of, sheet_of, told, verdict
from tests.mails import a_mail, an_attachment

PREFS = """// Mozilla User Preferences
user_pref("mail.compose.attachment_reminder_keywords", "添付,attached,\\"PFA\\"");
user_pref("mail.compose.big_attachments.threshold_kb", 5120);
user_pref("mail.compose.warn_public_recipients.threshold", 8);
user_pref("mail.compose.attachment_reminder", false);
user_pref("mail.server.server1.hostname", "imap.example.co.jp");
user_pref("mail.compose.attachment_reminder_keywords", oops);
"""
FILES = {"prefs.js": PREFS}


def test_a_mail_with_a_keyword_and_no_attachment_is_asked_about() -> None:
    assert verdict(FILES, a_mail(text="添付します")).asks
    assert verdict(FILES, a_mail(text='"PFA"')).asks
    assert not verdict(FILES, a_mail(text="添付します", attachments=[an_attachment()])).asks
    assert not verdict(FILES, a_mail(text="ok", quoted="添付します")).asks


def test_thresholds_become_settings_of_checks() -> None:
    sheet = sheet_of(harvest_of(FILES))
    assert sheet.checks["attachment-large"] == {"notice": 5}
    assert sheet.checks["visible-recipients"] == {"people": 8}


def test_a_check_that_was_off_stays_on_and_that_is_told_like_what_cannot_be_read() -> None:
    harvest = harvest_of(FILES)
    assert "prefs.js, line 5" in told(harvest, Fate.CHANGED)
    assert "prefs.js, line 7" in told(harvest, Fate.UNREAD)
    assert "1 other preference" in told(harvest, Fate.MISSING)


def test_preferences_of_policies_json_are_read() -> None:
    value = {"Value": "attached", "Status": "locked"}
    tree = {"policies": {"Preferences": {"mail.compose.attachment_reminder_keywords": value}}}
    assert verdict({"policies.json": json.dumps(tree)}, a_mail(text="It is attached")).asks
