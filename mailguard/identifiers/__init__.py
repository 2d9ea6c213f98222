"""Numbers and words that stand for somebody or open something: recognised in a text."""
