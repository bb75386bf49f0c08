"""The trajectory of one person: its moves, its holder and its history, in plain Python."""
