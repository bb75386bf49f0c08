"""What signing in and a change of organisations or colleagues refuse."""

from doorstroom.kernel.errors import DomainError


class SignInRefused(DomainError):
    """A broker's answer opens nothing here."""


class OrganisationRefused(DomainError):
    """Organisations cannot be merged or named like this."""


class ColleagueRefused(DomainError):
    """A colleague cannot come, be away, or leave like this."""
