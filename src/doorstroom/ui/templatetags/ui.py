"""Template filters for what the template language cannot say: repetition, initials and runs of numbers."""

from __future__ import annotations

from collections.abc import Iterable

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


@register.filter
def ranges(numbers: Iterable[int]) -> str:
    """Runs of whole numbers as people write them: 1, 2, 3, 5 becomes "1–3, 5"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
