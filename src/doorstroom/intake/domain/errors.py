"""Refusals about recruitment, selection and warm handovers."""

from doorstroom.kernel.errors import DomainError


class IntakeError(DomainError):
    """A refused registration, invitation, choice or handover."""
