"""Pages of this app, by audience."""
