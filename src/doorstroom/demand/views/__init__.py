"""Pages about employers and their places."""
