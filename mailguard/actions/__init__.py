"""Actions: each module holds one pure function that changes what leaves."""
