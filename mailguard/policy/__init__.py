"""The policy: who counts as whose, and what a review asks for. Checks state facts, this decides."""
