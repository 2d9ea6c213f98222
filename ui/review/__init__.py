"""The review window: one question about one mail, and the user's answer."""
