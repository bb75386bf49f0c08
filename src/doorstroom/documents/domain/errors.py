"""Refusals about files."""

from doorstroom.kernel.errors import DomainError


class DocumentError(DomainError):
    """A refused file, or a refused act on one."""
