"""Minimal valid objects for tests, one file per app."""
