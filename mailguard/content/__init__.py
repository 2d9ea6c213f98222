"""What is known of an attached file by its octets and its name."""
