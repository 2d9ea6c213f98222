"""Cards in a corner of the screen: mail that leaves soon, and can be taken back until then."""
