"""Tests of mailguard.policy.conditions."""
