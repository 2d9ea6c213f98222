"""Reading the octets of a message in linear time: every field and part with its byte range."""
