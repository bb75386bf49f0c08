"""A round in plain Python: its course, its backing and the way from asked to started."""
