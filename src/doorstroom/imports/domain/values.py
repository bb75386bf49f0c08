"""Single values of participants and places: hours, days, counts, levels, contact data.

Every reader takes the cell's text and gives a `Read`. Layout and usual spellings are read; whatever would be a
guess is left out with a code that says so.
"""

from __future__ import annotations

import re

from doorstroom.imports.domain.cells import Read, plain, says_nothing, words
from doorstroom.kernel.identifiers import read_phone

LANGUAGE_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
_NATIVE = frozenset({"nt1", "moedertaal", "native", "mother tongue", "thuistaal", "nederlandstalig"})
_WEEKDAYS = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6}
_WEEKDAYS |= {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_HOURS = re.compile(rf"{_NUMBER}(?:\s*(?:-|–|/|tot|t/m|a|to)\s*{_NUMBER})?\s*(?:u|ur|uur|uren|h|hrs?|hours?)?")
_HOURS_SUFFIX = re.compile(r"\s*(?:p\.?/?\s*w\.?(?:eek)?|per week|/\s*w(?:eek)?)$")
_RANGE = re.compile(r"\d+\s*(?:-|–|/|à|a|tot|t/m|of|to|or)\s*\d+")
_LEVEL_WITH_SIGN = re.compile(r"([abc][12])\s*(?:[+-]|[./-]\s*[abc]?[12])")
_SKILLS = {"luisteren": "listening", "spreken": "speaking", "lezen": "reading", "schrijven": "writing"}
_SKILL_AND_LEVEL = re.compile(rf"({'|'.join(_SKILLS)})\s*:?\s*([abc][12])")
_PHONE_SEPARATOR = re.compile(r"\s*(?:;|,|\||\bof\b|\ben\b|\bor\b|(?<=\d)\s*/\s*(?=\+|0\d{2}))\s*")
MAXIMUM_HOURS = 60.0  # the most the Arbeidstijdenwet (art. 5:7) allows in one week


def read_email(text: str) -> Read[str]:
    address = text.replace("mailto:", "").strip(" <>;,.").lower()
    if says_nothing(text):
        return Read(code="email_missing")
    if _EMAIL.fullmatch(address):
        return Read(address)
    repaired = re.sub(r"\s+", "", address.replace(",", ".").replace(";", "."))
    return Read(code="email_invalid", proposal=repaired if _EMAIL.fullmatch(repaired) else "")


def read_phone_cell(text: str, *, region: str) -> Read[str]:
    """One number. Two in a cell, or words beside it, are for a person to sort out."""
    if says_nothing(text):
        return Read(code="phone_missing")
    numbers = [part for part in _PHONE_SEPARATOR.split(text) if part]
    if len(numbers) > 1:
        readings = [number for part in numbers if (number := read_phone(part, region=region).value)]
        return Read(code="phone_two_numbers", proposal=" / ".join(dict.fromkeys(readings)))
    reading = read_phone(text, region=region)
    return Read(reading.value, code=reading.fault or "", proposal=reading.proposal or "")


def read_language_level(text: str) -> Read[str]:
    """CEFR level, or "native". What lies between two levels is read as the lower, and said."""
    level = plain(text)
    if level.upper() in LANGUAGE_LEVELS:
        return Read(level.upper())
    if level in _NATIVE:
        return Read("native")
    if says_nothing(text):
        return Read()
    if match := _LEVEL_WITH_SIGN.fullmatch(level):
        return Read(match[1].upper(), code="language_level_read_as", proposal=match[1].upper())
    found = re.findall(r"\b[abc][12]\b", level)
    proposal = found[0].upper() if len(set(found)) == 1 else ""
    return Read(code="language_level_unknown", proposal=proposal)


def read_levels_by_skill(text: str) -> tuple[tuple[str, str], ...]:
    """A level for each skill that one cell names, such as "spreken B1, lezen A2"; empty for any other text."""
    parts = [_SKILL_AND_LEVEL.fullmatch(part.strip()) for part in re.split(r"[,;/]", plain(text))]
    found = tuple((_SKILLS[part[1]], part[2].upper()) for part in parts if part)
    return found if len(found) == len(parts) else ()


def read_hours(text: str) -> Read[tuple[float, float]]:
    """Hours a week, least and most."""
    if says_nothing(text):
        return Read()
    match = _HOURS.fullmatch(_HOURS_SUFFIX.sub("", plain(text)).strip())
    if not match:
        return Read(code="hours_unreadable")
    least = float(match[1].replace(",", "."))
    most = float((match[2] or match[1]).replace(",", "."))
    if not 0 < least <= most <= MAXIMUM_HOURS:
        return Read(code="hours_out_of_range", params={"most": int(MAXIMUM_HOURS)})
    return Read((least, most))


def read_count(text: str) -> Read[int]:
    """How many places. A range is not a number that a seat can be backed with."""
    bare = re.sub(r"\s*(?:plaats(?:en)?|plek(?:ken)?|x|st(?:uks)?|places?)\.?$", "", plain(text))
    if _RANGE.fullmatch(bare):
        return Read(code="count_is_range")
    if not re.fullmatch(r"\d{1,4}", bare):
        return Read(code="count_unreadable")
    return Read(int(bare)) if 1 <= int(bare) <= 500 else Read(code="count_out_of_range", params={"most": 500})


def read_weekdays(text: str) -> Read[tuple[int, ...]]:
    """Days of the week, Monday is 0. `ma t/m do` and `ma-do` are read as the days between them too."""
    if says_nothing(text):
        return Read()
    bare = plain(text)
    if match := re.fullmatch(r"([a-z]+)\.?\s*(?:-|–|t/m|tot en met|to)\s*([a-z]+)\.?", bare):
        first, last = _weekday(match[1]), _weekday(match[2])
        if first is not None and last is not None and first < last:
            return Read(tuple(range(first, last + 1)))
    days = [_weekday(word) for word in words(bare) if word not in ("en", "and")]
    if not days or None in days:
        return Read(code="weekdays_unreadable")
    return Read(tuple(sorted({day for day in days if day is not None})))


def read_yes_no(text: str) -> Read[bool]:
    """Unknown stays unknown: no value and no complaint."""
    answer = plain(text)
    if answer in ("ja", "j", "yes", "y", "true", "waar", "1", "erkend", "x"):
        return Read(value=True)
    if answer in ("nee", "neen", "n", "no", "false", "onwaar", "0", "niet erkend"):
        return Read(value=False)
    return Read() if says_nothing(text) else Read(code="yes_no_unreadable")


def _weekday(word: str) -> int | None:
    full = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"}
    full |= {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    if word in _WEEKDAYS:
        return _WEEKDAYS[word]
    return _WEEKDAYS.get(word[:2], _WEEKDAYS.get(word[:3])) if word in full else None
