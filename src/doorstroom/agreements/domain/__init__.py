"""Refusals about agreements."""
