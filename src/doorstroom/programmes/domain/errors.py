"""Refusals about issues, programmes and approaches."""

from doorstroom.kernel.errors import DomainError


class ProgrammeError(DomainError):
    """A refused act on an issue, a programme or a route model."""
