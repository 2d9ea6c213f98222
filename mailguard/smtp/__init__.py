"""The submission server: takes mail from the mail programs of this computer (RFC 6409)."""
