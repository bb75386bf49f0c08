"""Refusals about letters."""

from doorstroom.kernel.errors import DomainError


class LetterError(DomainError):
    """A letter that cannot be written yet, or a text that cannot become one."""
