"""Reads of agreements: what is agreed, who promised what, and what the data annex opens."""
