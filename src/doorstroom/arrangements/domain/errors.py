"""Refusals about arrangements."""

from doorstroom.kernel.errors import DomainError


class ArrangementError(DomainError):
    """A refused act on an arrangement or on a type of them."""
