"""Tests of mailguard.receipt."""
