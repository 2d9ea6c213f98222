"""The checks: one module, one function each; found by their type (mailguard/discovery.py)."""
