"""What is measured, one module each: a relay started in front of a sink."""
