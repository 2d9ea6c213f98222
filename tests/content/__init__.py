"""Tests of mailguard.content."""
