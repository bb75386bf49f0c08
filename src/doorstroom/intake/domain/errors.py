"""Refusals about recruitment and selection."""

from doorstroom.kernel.errors import DomainError


class IntakeError(DomainError):
    """A refused registration, invitation or choice."""
