"""Secrets: one key in the system's keyring, and an encrypted file for everything else."""
