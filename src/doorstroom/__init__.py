"""Doorstroom: the system on which regional learn-work programmes run."""
