"""What past mail taught: whom the user writes to, how often, and since when not any more."""
