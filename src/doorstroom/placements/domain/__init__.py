"""How a placement moves, and when two of them cannot stand together."""
