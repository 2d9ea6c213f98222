"""Tests of mailguard.identifiers."""
