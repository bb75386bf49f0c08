"""Refusals about stories."""

from doorstroom.kernel.errors import DomainError


class StoryError(DomainError):
    """A refused act on a story or on a yes to it."""
