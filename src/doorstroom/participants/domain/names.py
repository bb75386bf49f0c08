"""How names are ordered and found. The database's own collation is never relied on, because it differs per
installation: both forms are computed here and stored."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

# Dutch and Flemish particles, which do not count in the order of a Dutch list.
INFIXES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "te",
        "ter",
        "ten",
        "in",
        "op",
        "aan",
        "bij",
        "uit",
        "'t",
        "'s",
        "du",
        "la",
        "le",
        "von",
        "el",
        "al",
        "ben",
    ]
)
_SWEDISH_LAST = {"å": "z{1", "ä": "z{2", "ö": "z{3"}
_SPECIAL = {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}


def folded(text: str) -> str:
    """Lower case, without accents, punctuation as a space."""
    lowered = "".join(_SPECIAL.get(c, c) for c in text.casefold())
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def sort_name(given_name: str, infix: str, family_name: str, *, language: str = "nl") -> str:
    """Family name first, particles last; for Swedish lists å, ä and ö come after z."""
    if language == "sv":
        family_name = "".join(_SWEDISH_LAST.get(c, c) for c in family_name.casefold())
        first = family_name
    else:
        first = folded(family_name)
    return ", ".join(part for part in (first or folded(given_name), folded(given_name), folded(infix)) if part)


def search_name(given_name: str, infix: str, family_name: str) -> str:
    return " ".join(part for part in map(folded, (given_name, infix, family_name)) if part)


def split_infix(family_name: str) -> tuple[str, str]:
    """("van der", "Berg") of "van der Berg"; particles stand at the front in small letters or capitals."""
    words = family_name.split()
    count = 0
    while count < len(words) - 1 and words[count].casefold() in INFIXES:
        count += 1
    return " ".join(words[:count]).casefold(), " ".join(words[count:])


def told_apart(names: Sequence[tuple[str, str]]) -> list[str]:
    """First names of (first name, family name); the initial of the family name only where two would read the same."""
    often = Counter(folded(given) for given, _ in names)
    return [
        f"{given} {family[:1].upper()}." if often[folded(given)] > 1 and family else given for given, family in names
    ]
