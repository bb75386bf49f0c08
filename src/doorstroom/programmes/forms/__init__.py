"""What is filled in about issues, programmes and approaches."""
