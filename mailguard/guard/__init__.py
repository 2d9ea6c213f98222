"""The only place where the steps meet: it takes mail in, asks, waits, and lets go."""
