"""Pages for the people who work with participants."""
