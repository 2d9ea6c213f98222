"""The journal: what was shown, found, answered and sent, in a chain that shows every change."""
