"""Refusals of this app."""

from doorstroom.kernel.errors import DomainError


class NotificationError(DomainError):
    """How messages come cannot be changed like this."""
