"""Tests of mailguard.inspection."""
