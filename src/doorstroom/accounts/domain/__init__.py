"""Signing in, in plain Python: what a broker vouches for and what that is worth here."""
