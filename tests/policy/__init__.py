"""Tests of mailguard.policy."""
