"""Decisions about grants and claims."""
