"""Names and duplicates, in plain Python."""
