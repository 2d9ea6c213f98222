"""Takes over what other programs were told: their exported settings become a policy."""
