"""Writes of this app, by subject."""

from doorstroom.monitoring.services.facts import rebuild_facts, refresh_facts, refresh_on

__all__ = ["rebuild_facts", "refresh_facts", "refresh_on"]
