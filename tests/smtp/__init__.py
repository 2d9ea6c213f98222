"""Tests of mailguard.smtp."""
