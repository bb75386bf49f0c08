"""What the review of the log refuses."""

from doorstroom.kernel.errors import DomainError


class ReviewRefused(DomainError):
    """A review cannot be judged or signed like this."""
