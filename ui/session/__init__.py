"""The user's session: unlocked, about to end; one implementation for each system."""
