"""Tests of mailguard.actions."""
