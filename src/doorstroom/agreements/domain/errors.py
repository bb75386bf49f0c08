"""Refusals about agreements."""

from doorstroom.kernel.errors import DomainError


class AgreementError(DomainError):
    """A refused act on an agreement."""
