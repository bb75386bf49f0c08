"""Refusals about rounds."""

from doorstroom.kernel.errors import DomainError


class RoundError(DomainError):
    """A refused act on a round."""
