"""Learning from past mail: the offer, the choice, and how it goes."""
