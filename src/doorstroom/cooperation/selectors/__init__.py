"""Reads of what partners keep together, each in a fixed number of queries."""
