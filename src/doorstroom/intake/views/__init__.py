"""Pages about recruitment and selection."""
