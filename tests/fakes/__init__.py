"""Typed stand-ins for the parts around the one under test."""
