"""Tests of mailguard.message."""
