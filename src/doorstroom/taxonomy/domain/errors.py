"""Refusals about linking words to concepts."""

from doorstroom.kernel.errors import DomainError


class LinkError(DomainError):
    """Words that cannot be linked, or a link that nobody may make."""
