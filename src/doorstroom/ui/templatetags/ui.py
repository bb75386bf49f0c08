"""Template filters for what the template language cannot say: repetition and initials."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def times(count: int | None) -> range:
    """`{% for _ in seats|times %}`: the template language has no counted loop."""
    return range(max(int(count or 0), 0))


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last name; particles are lower case ("Noor van Dijk" is ND)."""
    words = [word for word in str(name).split() if word[0].isupper()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words))
