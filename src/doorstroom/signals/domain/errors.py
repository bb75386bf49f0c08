"""Refusals of this app."""

from doorstroom.kernel.errors import DomainError


class SignalError(DomainError):
    """A signal cannot be put aside like this."""
