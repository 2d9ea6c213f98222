"""The organisation's people, departments, groups and lists, from CSV files."""
