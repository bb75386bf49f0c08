"""Pages about people and their trajectories."""
