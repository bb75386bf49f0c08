"""The one address of this app."""
