"""Every sentence that is built from values: pure functions, in the user's language."""
