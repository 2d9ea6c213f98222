"""Names as people write them: surnames and their readings, companies, salutations."""
