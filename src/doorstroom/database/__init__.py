"""Finds or starts PostgreSQL, and helps to guard rows."""
