"""The refusals of this app."""

from __future__ import annotations

from doorstroom.kernel.errors import DomainError


class TrajectoryError(DomainError):
    """An act on a trajectory, its phases or its holder that cannot be done."""
