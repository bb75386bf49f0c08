"""Pages of the demo, and only of the demo."""
