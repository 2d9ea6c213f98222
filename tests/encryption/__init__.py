"""Tests of mailguard.encryption."""
