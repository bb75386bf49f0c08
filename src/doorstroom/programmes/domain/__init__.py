"""The route model: a programme's approach as data, and everything that follows from it."""
