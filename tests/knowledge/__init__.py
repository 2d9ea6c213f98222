"""Tests of mailguard.knowledge."""
