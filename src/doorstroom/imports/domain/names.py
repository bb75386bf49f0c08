"""Names as partners write them, taken apart and compared.

"Vries, F. van", "Fatma de Vries" and three columns are one name. Comparing ignores accents, case, prefixes and
the ij/y of Dutch; one slip of the pen in five letters is still the same name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from doorstroom.imports.domain.cells import plain

_PREFIXES = """van de der den het 't ter ten te el al la le les du des von zu da di dos del bin ben 's in op aan
over uit onder bij tot vande vander vanden v.d. v/d v."""
_PREFIX_WORDS = frozenset(_PREFIXES.split())
_TITLES = re.compile(r"^(?:(?:dhr|mevr|mw|mevrouw|de heer|heer|mr|mrs|ms|drs|ir|dr|ing)\b\.?\s*)+", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_]?\.?|[A-Z]{1,4}")


@dataclass(frozen=True)
class PersonName:
    given: str = ""
    initials: str = ""
    prefix: str = ""
    family: str = ""

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.given or self.initials, self.prefix, self.family) if part)


def parse_name(text: str, *, country: str = "NL") -> PersonName:
    """A name from one cell. In Flanders the prefix is part of the family name and stays with it."""
    bare = _TITLES.sub("", text.strip())
    parts = [part.strip() for part in bare.split(",") if part.strip()]
    if len(parts) > 1:
        name = _from_comma(parts)
    elif country == "BE" and (leading := _leading_capitals(bare.split())):
        words = bare.split()
        name = _named(" ".join(words[leading:]), "", " ".join(words[:leading]).title())
    else:
        name = _from_order(bare.split())
    if country == "BE" and name.prefix:
        return PersonName(name.given, name.initials, "", f"{name.prefix} {name.family}")
    return name


def person_name(found: Mapping[str, str], *, country: str = "NL") -> PersonName:
    """The name in one row, from the columns it has; a prefix typed into the family name finds its place."""
    if "family_name" not in found:
        return parse_name(found.get("full_name", ""), country=country)
    given, initials = found.get("given_name", ""), found.get("initials", "")
    prefix, family = found.get("prefix", ""), found["family_name"]
    if "," in family:
        family, _, behind = (part.strip() for part in family.partition(","))
        prefix = prefix or behind
    if not prefix and country != "BE":
        prefix, family = _split_prefix(family.split())
    if _INITIALS.fullmatch(given):
        given, initials = "", initials or given
    if country == "BE" and prefix:
        prefix, family = "", f"{prefix} {family}"
    return PersonName(given, initials, prefix, family)


def name_key(text: str) -> str:
    """What is left of a family or given name for comparison."""
    return re.sub(r"[^a-z]", "", plain(text).replace("ij", "y"))


def family_key(name: PersonName) -> str:
    """The family name without its prefix words, also when they were typed into it."""
    _, family = _split_prefix(name.family.split())
    return name_key(family or name.family)


def similar(one: str, other: str) -> bool:
    """Equal, or one slip in five letters and two in nine: a letter more, less, other or swapped with the next."""
    allowed = 0 if min(len(one), len(other)) < 5 else 1 if min(len(one), len(other)) < 9 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def given_agrees(one: PersonName, other: PersonName) -> bool:
    """Whether two given names can be one person's: equal, near, a shorter form, or the same initial."""
    first, second = name_key(one.given), name_key(other.given)
    if first and second:
        return similar(first, second) or name_key(one.given.split()[0]) == name_key(other.given.split()[0])
    return initial(one)[:1] == initial(other)[:1] or not initial(one) or not initial(other)


def initial(name: PersonName) -> str:
    return name_key(name.given or name.initials)[:1]


def _from_comma(parts: list[str]) -> PersonName:
    """Family name first; what follows is the given name, with the prefix before or behind it."""
    before, family = _split_prefix(parts[0].split())
    rest = " ".join(parts[1:]).split()
    tail = len(rest)
    while tail > 0 and rest[tail - 1].lower() in _PREFIX_WORDS:
        tail -= 1
    lead, given = (
        _split_prefix(rest[:tail]) if tail and rest[0].lower() in _PREFIX_WORDS else ("", " ".join(rest[:tail]))
    )
    return _named(given, " ".join(part for part in (before, lead, *rest[tail:]) if part), family or parts[0])


def _from_order(words: list[str]) -> PersonName:
    """Given names, prefix, family name. Without a prefix the last word is the family name."""
    if len(words) < 2:
        return PersonName(family=" ".join(words))
    for position in range(len(words) - 1):
        if words[position].lower() in _PREFIX_WORDS:
            prefix, family = _split_prefix(words[position:])
            return _named(" ".join(words[:position]), prefix, family)
    return _named(" ".join(words[:-1]), "", words[-1])


def _named(given: str, prefix: str, family: str) -> PersonName:
    if _INITIALS.fullmatch(given):
        return PersonName(initials=given, prefix=prefix, family=family)
    return PersonName(given=given, prefix=prefix, family=family)


def _split_prefix(words: list[str]) -> tuple[str, str]:
    position = 0
    while position < len(words) - 1 and words[position].lower() in _PREFIX_WORDS:
        position += 1
    return " ".join(words[:position]), " ".join(words[position:])


def _leading_capitals(words: list[str]) -> int:
    """Flemish lists write DE SMET Jan: how many words of capitals come first, when a given name follows."""
    count = 0
    while count < len(words) and words[count].isupper() and len(words[count]) > 1 and "." not in words[count]:
        count += 1
    return count if count < len(words) else 0
