"""Refusals about days and awards."""

from doorstroom.kernel.errors import DomainError


class LearningError(DomainError):
    """A refused act on attendance, an absence, an appointment or an award."""
