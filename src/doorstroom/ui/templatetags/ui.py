"""Template filters for what the template language cannot say: repetition and initials."""

from __future__ import annotations

from django import template

register = template.Library()

PARTICLES = frozenset(
    "van von de den der het 't ten ter te la le el al du di da dos del des d' bin ibn ben op in aan bij uit".split()
)


@register.filter
def times(count: int | None) -> range:
    """`{% for _ in seats|times %}`: the template language has no counted loop."""
    return range(max(int(count or 0), 0))


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last name; Dutch particles are skipped ("Noor van Dijk" is ND)."""
    words = [word for word in str(name).split() if word.lower() not in PARTICLES and word[0].isalpha()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words[:1])).upper()
