"""Tests of mailguard.preparation."""
