"""Pages about issues, programmes and approaches."""
