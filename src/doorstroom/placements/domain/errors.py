"""Refusals about placements."""

from doorstroom.kernel.errors import DomainError


class PlacementError(DomainError):
    """A refused act on a placement or on an employer's link."""
