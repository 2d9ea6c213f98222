"""The shared language: the values that every part of MailGuard speaks in, and nothing that acts."""
