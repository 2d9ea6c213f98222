"""The engine killed at random points: nothing acknowledged is lost, nothing leaves unasked."""
