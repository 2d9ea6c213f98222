"""The benchmark rig: one load generator, one sink, and the relays measured between them."""
