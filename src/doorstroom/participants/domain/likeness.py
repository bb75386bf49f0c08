"""How much a typed name resembles a known one: typing errors, accents, initials, particles and order forgiven.

Words are compared one by one by optimal string alignment (insert, leave out, replace, swap neighbours), so that one
slip in a word of six letters costs a sixth. Particles ("van der", "v.d.") help when both have them and cost nothing
when one has not.
"""

from __future__ import annotations

from collections.abc import Sequence

from doorstroom.participants.domain.names import INFIXES, folded

# How particles are written short: "v.d. Berg", "vd Berg".
_SHORT_FORMS = frozenset({"v", "d", "t", "vd", "vdr", "vdn"})
# An initial fits every name that begins with it, but less than the name itself.
INITIAL = 0.8
# A word of the name that was not typed: a whole name is a better answer than a part of it.
_UNTYPED = 0.02
# Decides between names that are equal but for their particles.
_PARTICLES = 0.01


def name_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that tell people apart, and the particles, of a name as it is typed."""
    words = folded(text).split()
    telling = tuple(word for word in words if word not in INFIXES and word not in _SHORT_FORMS)
    return (telling, tuple(word for word in words if word not in telling)) if telling else (tuple(words), ())


def likeness(typed: str, name: str) -> float:
    """1 for the name itself, near 0 for nothing in common; below 0 never."""
    asked, particles = name_words(typed)
    known, own = name_words(name)
    left, total = list(known), 0.0
    for word in sorted(asked, key=len, reverse=True):
        if left:
            found, best = max((word_likeness(word, other), other) for other in left)
            total += found
            left.remove(best)
    differ = bool(particles or own) and _initials(particles) != _initials(own)
    return max(0.0, total / max(len(asked), 1) - _UNTYPED * len(left) - _PARTICLES * differ)


def _initials(particles: Sequence[str]) -> str:
    """ "van der", "v.d." and "vd" are all "vd"."""
    return "".join(word[:2] if word in _SHORT_FORMS else word[0] for word in particles)


def word_likeness(one: str, other: str) -> float:
    """1 minus the share of letters that must change; an initial, or the beginning of a word, counts as such."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return max(INITIAL, len(short) / len(long))
    return 1 - distance(one, other) / len(long)


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Optimal string alignment: how many insertions, omissions, replacements and swaps of neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        before, previous, row = row, before, [i]
        for j, mark in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != mark))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]
