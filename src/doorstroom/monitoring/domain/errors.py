"""Refusals about figures."""

from doorstroom.kernel.errors import DomainError


class MonitoringError(DomainError):
    """A refused act on results: publishing, exporting, or an ESF+ observation."""
