"""What a file is, in plain Python."""
