"""Refusals about demand."""
