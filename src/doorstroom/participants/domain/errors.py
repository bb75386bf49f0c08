"""Refusals about people."""

from doorstroom.kernel.errors import DomainError


class ParticipantError(DomainError):
    """A refused act on a person's file."""
