"""How the columns of a list of participants are written anew. Wishes are the person's own and stay as delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doorstroom.imports.domain.kept import NAME, SKILLS
from doorstroom.imports.domain.returned_contact import contact_way
from doorstroom.imports.domain.returning import Facts, Way, fact, words

EDUCATION_WORDS = {
    "none": "basisonderwijs", "lower": "vmbo of mbo 1", "middle": "mbo 2 of hoger", "higher": "hoger onderwijs",
    "foreign_unrated": "buitenlands",
}  # fmt: skip
INCOME_WORDS = {
    "social_assistance": "bijstand", "unemployment_benefit": "ww", "incapacity_benefit": "arbeidsongeschikt",
    "wage": "loon", "none": "geen",
}  # fmt: skip
SKILL_WORDS = {"listening": "luisteren", "speaking": "spreken", "reading": "lezen", "writing": "schrijven"}
TRAVEL_WORDS = {"car": "auto", "bike": "fiets", "public_transport": "ov", "moped": "brommer"}


def ways(columns: Sequence[tuple[str, str]], texts: Mapping[str, str]) -> list[Way | None]:
    """For each column, a header with its field, how it is written in a row with these texts."""
    given = {field for header, field in columns if texts.get(header)}
    fields = {field for _, field in columns}
    return [_way(field, fields, given) for _, field in columns]


def _way(field: str, fields: set[str], given: set[str]) -> Way | None:
    if field == "family_name" and "prefix" not in fields:
        return Way(("infix", "family_name"), lambda here: _joined(here, "infix", "family_name"))
    return WAYS.get(field) or contact_way(field, fields, given)


def _joined(here: Facts, *names: str) -> str:
    return " ".join(here[name] for name in names if here.get(name))


def _full_name(here: Facts) -> str:
    return f"{here.get('family_name', '')}, {_joined(here, 'given_name', 'infix')}"


def _levels(here: Facts) -> str:
    """One level when all skills have it, else each by name."""
    levels = {skill: here.get(skill, "") for skill in SKILLS}
    if len(set(levels.values())) == 1:
        return levels[SKILLS[0]]
    return ", ".join(f"{SKILL_WORDS[skill]} {level}" for skill, level in levels.items() if level)


def _hours(here: Facts) -> str:
    least, most = here.get("hours_minimum", ""), here.get("hours_maximum", "")
    return f"{least}-{most}" if least and most and least != most else least or most


def _travel(here: Facts) -> str:
    return ", ".join(TRAVEL_WORDS[mode] for mode in here.get("travel_modes", "").split(", ") if mode in TRAVEL_WORDS)


def _initials(here: Facts) -> str:
    return "".join(f"{word[0]}." for word in here.get("given_name", "").split())


WAYS = {
    "full_name": Way(NAME, _full_name),
    "given_name": fact("given_name"),
    "initials": Way(("given_name",), _initials),
    "prefix": fact("infix"),
    "family_name": fact("family_name"),
    "birth_date": fact("birth_date"),
    "income_source": words("income", INCOME_WORDS),
    **{f"language_{skill}": fact(skill) for skill in SKILLS},
    "language_level": Way(SKILLS, _levels),
    "education": words("education", EDUCATION_WORDS),
    "licence": Way(("licences",), lambda here: "geen" if here.get("licences") == "-" else here.get("licences", "")),
    "transport": Way(("travel_modes",), _travel),
    "available_from": fact("available_from"),
    "hours_per_week": Way(("hours_minimum", "hours_maximum"), _hours),
}
