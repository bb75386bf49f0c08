"""Pages for professionals that show more than one app."""
