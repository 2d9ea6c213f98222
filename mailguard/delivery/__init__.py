"""Delivery: handing mail to the user's own SMTP server."""
