"""Refusals about grants and claims."""

from doorstroom.kernel.errors import DomainError


class FundingError(DomainError):
    """A refused act on a grant or claim."""
