"""What signing in refuses."""

from doorstroom.kernel.errors import DomainError


class SignInRefused(DomainError):
    """A broker's answer opens nothing here."""
