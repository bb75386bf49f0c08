"""Refusals about working together."""

from doorstroom.kernel.errors import DomainError


class CooperationError(DomainError):
    """A refused act on what the partners keep together."""
