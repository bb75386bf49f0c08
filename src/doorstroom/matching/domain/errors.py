"""Refusals about words, wordings and reviews."""

from doorstroom.kernel.errors import DomainError


class MatchingError(DomainError):
    """A refused act on a person and a place."""
