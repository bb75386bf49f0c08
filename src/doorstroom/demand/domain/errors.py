"""Refusals about employers' places."""

from doorstroom.kernel.errors import DomainError


class DemandError(DomainError):
    """A refused act on a place."""
