"""The desktop: shows what the engine asks, and sends back what the user answers."""
