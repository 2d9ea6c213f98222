"""Tests of mailguard.checks."""
