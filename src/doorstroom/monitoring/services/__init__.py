"""Writes of this app, by subject."""

from doorstroom.monitoring.services.facts import follow_name, rebuild_facts, refresh_facts, refresh_on
from doorstroom.monitoring.services.forecasts import archive_forecasts
from doorstroom.monitoring.services.locks import take_lock

__all__ = ["archive_forecasts", "follow_name", "rebuild_facts", "refresh_facts", "refresh_on", "take_lock"]
