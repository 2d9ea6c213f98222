"""Encryption of files: octets and a password in, a file that asks for it out."""
