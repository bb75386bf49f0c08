"""Whether two descriptions are one person: certain by citizen number, possible by name with birth date or contact.

People are held, never merged: twins, a father and a son with one telephone, and namesakes exist. Two different
valid citizen numbers are two people, whatever else agrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from doorstroom.imports.domain.names import PersonName, family_key, given_agrees, initial, name_key, similar

SAME_IDENTIFIER = "same_identifier"
POSSIBLY_SAME = "possibly_same_person"


@dataclass(frozen=True)
class Person:
    """`identity` is a citizen number or its fingerprint: only ever compared."""

    label: str
    name: PersonName
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    postcode: str = ""
    identity: str = field(default="", repr=False)


class PeopleIndex:
    """People seen so far, found again without comparing everybody with everybody."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[object, ...], list[Person]] = defaultdict(list)

    def add(self, person: Person) -> None:
        for block in _blocks(person):
            self._blocks[block].append(person)

    def match(self, person: Person) -> tuple[str, Person] | None:
        """The certain match if there is one, else the first possible one."""
        possible = None
        for block in _blocks(person):
            for other in self._blocks.get(block, ()):
                kind = resemblance(person, other)
                if kind == SAME_IDENTIFIER:
                    return kind, other
                possible = possible or (kind and (kind, other))
        return possible or None


def resemblance(one: Person, other: Person) -> str | None:
    """`same_identifier`, `possibly_same_person` or None."""
    if one.identity and other.identity:
        return SAME_IDENTIFIER if one.identity == other.identity else None
    if not given_agrees(one.name, other.name):
        return None
    birth = _birth_dates(one.birth_date, other.birth_date)
    first, second = family_key(one.name), family_key(other.name)
    contact = _shares(one, other, "phone", "email")
    found = (
        (birth == "same" and (similar(first, second) or _double_name(one.name, other.name)))
        or (birth == "same" and contact and name_key(one.name.given) == name_key(other.name.given) != "")
        or (birth == "near" and first == second and (contact or _same_given(one.name, other.name)))
        or (birth == "missing" and first == second and (contact or _shares(one, other, "postcode")))
    )
    return POSSIBLY_SAME if found else None


def first_matches(people: Sequence[Person], known: Sequence[Person]) -> Iterator[tuple[int, str, Person]]:
    """For each person of a file that may be somebody known or somebody earlier in the file: who, and how sure."""
    index = PeopleIndex()
    for person in known:
        index.add(person)
    for position, person in enumerate(people):
        if match := index.match(person):
            yield position, *match
        else:
            index.add(person)


def _blocks(person: Person) -> Iterator[tuple[object, ...]]:
    if person.identity:
        yield "identity", person.identity
    if person.birth_date:
        yield "birth", person.birth_date.year, frozenset((person.birth_date.day, person.birth_date.month))
    if person.phone:
        yield "phone", person.phone
    if person.email:
        yield "email", person.email
    yield "name", family_key(person.name), initial(person.name)


def _birth_dates(one: date | None, other: date | None) -> str:
    """`near`: day and month changed places, or exactly one of day, month and year differs."""
    if one is None or other is None:
        return "missing"
    if one == other:
        return "same"
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    differing = (one.year != other.year) + (one.month != other.month) + (one.day != other.day)
    return "near" if swapped or differing == 1 else "different"


def _same_given(one: PersonName, other: PersonName) -> bool:
    return name_key(one.given) == name_key(other.given) != ""


def _double_name(one: PersonName, other: PersonName) -> bool:
    """Vries and Vries-Jansen: a married name beside a birth name."""
    first, second = ({name_key(part) for part in name.family.split("-")} for name in (one, other))
    return bool((first & second) - {""}) and len(first) != len(second)


def _shares(one: Person, other: Person, *names: str) -> bool:
    return any(getattr(one, name) and getattr(one, name) == getattr(other, name) for name in names)
