"""Refusals about looking back."""

from doorstroom.kernel.errors import DomainError


class FollowUpError(DomainError):
    """A refused act on an observation."""
