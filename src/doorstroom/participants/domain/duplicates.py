"""Whether two descriptions may be one person, and on what grounds: a question to who registers, never an answer.

Twins, namesakes and a father and son with one telephone exist, so nothing is merged by a rule. Two people resemble
each other when their names do and something else agrees: the date of birth, or that date but for one slip together
with the way to reach them, or, with no date, the way to reach them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.participants.domain.likeness import likeness, name_words

# Likeness of names that is enough beside an equal date of birth; beside weaker grounds; and for the same name.
ALIKE, CLOSE, SAME = 0.7, 0.8, 0.95
NAME, BIRTH_DATE, NEARLY_BIRTH_DATE, PHONE, EMAIL, POSTCODE = (
    "name", "birth_date", "nearly_birth_date", "phone", "email", "postcode",
)  # fmt: skip


@dataclass(frozen=True)
class Described:
    """What is known of somebody; empty means not known, which neither agrees nor differs."""

    name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    postcode: str = ""


def grounds(one: Described, other: Described) -> tuple[str, ...]:
    """What agrees, when together it is enough to ask; nothing when it is not."""
    alike = max(likeness(one.name, other.name), likeness(other.name, one.name))
    if alike < ALIKE:
        return ()
    reach = tuple(_shared(one, other))
    birth = _birth_date(one.birth_date, other.birth_date)
    enough = (
        birth == BIRTH_DATE
        or (birth == NEARLY_BIRTH_DATE and (alike >= SAME or (alike >= CLOSE and bool(reach))))
        or (birth == "" and alike >= CLOSE and bool(reach))
        or (birth != "different" and PHONE in reach and EMAIL in reach)
    )
    return (NAME, *((birth,) if birth in (BIRTH_DATE, NEARLY_BIRTH_DATE) else ()), *reach) if enough else ()


def pairs(people: Sequence[Described]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every two of these people that may be one, by position, without comparing everybody with everybody."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        own = set(_blocks(person))
        for other in sorted({met for block in own for met in blocks[block]}):
            if agreed := grounds(people[other], person):
                yield other, place, agreed
        for block in own:
            blocks[block].append(place)


def _blocks(person: Described) -> Iterable[tuple[object, ...]]:
    """Two people that may be one share at least one of these, unless both their name and date were mistyped."""
    if person.birth_date:
        yield BIRTH_DATE, person.birth_date
    if person.phone:
        yield PHONE, _digits(person.phone)
    if person.email:
        yield EMAIL, person.email.casefold()
    words, _ = name_words(person.name)
    yield NAME, frozenset(words)
    if person.postcode:
        yield from ((POSTCODE, _plain(person.postcode), word[:2]) for word in words)


def _shared(one: Described, other: Described) -> Iterator[str]:
    if one.phone and _digits(one.phone) == _digits(other.phone):
        yield PHONE
    if one.email and one.email.casefold() == other.email.casefold():
        yield EMAIL
    if one.postcode and _plain(one.postcode) == _plain(other.postcode):
        yield POSTCODE


def _birth_date(one: date | None, other: date | None) -> str:
    """Nearly: day and month changed places, or one of day, month and year differs."""
    if one is None or other is None:
        return ""
    if one == other:
        return BIRTH_DATE
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    differing = (one.year != other.year) + (one.month != other.month) + (one.day != other.day)
    return NEARLY_BIRTH_DATE if swapped or differing == 1 else "different"


def _digits(phone: str) -> str:
    """The last nine digits, which +31 6, 0031 6 and 06 have in common."""
    return "".join(sign for sign in phone if sign.isdigit())[-9:]


def _plain(postcode: str) -> str:
    return "".join(postcode.split()).upper()
