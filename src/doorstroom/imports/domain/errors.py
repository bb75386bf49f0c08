"""Refusals about deliveries of files."""

from doorstroom.kernel.errors import DomainError


class ImportsError(DomainError):
    """A refused act on a delivered file."""
