"""The facts of people and places for the rule, each side in a fixed number of queries.

What was not asked stays unknown, and so does what is closed to the reader. Of an address only the middle of the
postcode area is used. Employers never read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject, Left

from doorstroom.agreements.models import Category
from doorstroom.database.ready import PERSON, Ready, Text, written
from doorstroom.demand.models import Place, PlaceRequirement
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import Period
from doorstroom.matching.access import Reader
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES, ModeEstimate
from doorstroom.matching.models import ApprovedWording
from doorstroom.participants.access import MARKED, categories_open, marks_of, relations_of
from doorstroom.participants.models import (
    CefrLevel,
    EducationLevel,
    LanguageLevel,
    Person,
    PersonContact,
    PersonOccupation,
    PersonProfile,
    TravelMode,
    WorkAdjustment,
)
from doorstroom.partners.models import PostcodeArea

ESTIMATES: Mapping[str, ModeEstimate] = {
    **PLANNING_ESTIMATES,
    "moped": ModeEstimate(detour=1.3, kilometres_per_hour=25, fixed_minutes=2),
}
MODES = {TravelMode.BIKE: "bicycle"}
EDUCATION = {EducationLevel.NONE: 0, EducationLevel.LOWER: 2, EducationLevel.MIDDLE: 3, EducationLevel.HIGHER: 6}
"""Four bands, by their place among the levels of the route model; a foreign diploma without valuation has none."""

CEFR = list(CefrLevel.values)
LICENCES = ("AM", "A", "B", "BE", "C", "CE", "D", "T")
NO_LIMIT_HOURS = Decimal(60)
LIFTING = "lifting_kg"
LIGHT = 10
SKILL_WORDS = {"luister": "listening", "listen": "listening", "lees": "reading", "lez": "reading", "read": "reading",
               "schrij": "writing", "writ": "writing"}  # fmt: skip
EDUCATION_WORDS = (
    (r"hbo|wo\b|bachelor|higher", 6), (r"mbo\W*[2-4]|havo|vwo", 3), (r"vmbo|mbo\W*1|entree", 2),
)  # fmt: skip


def people_facts(people: QuerySet[Person], actor: Actor, reader: Reader) -> list[tuple[Any, PersonFacts]]:
    """One query, whatever the number of people; `seen_for` is the purpose for the log, `approved` what may be told.

    Which categories are open is asked once a person; the database asks its guards of every table besides.
    """
    marks = marks_of(actor, person="pk")
    known = {name: Ready(text, marks) for name, text in _texts().items()}
    found = people.annotate(opened=categories_open(actor, "pk"), **known)
    return [(person, _person(_within(person), reader)) for person in found]


@cache
def _texts() -> Mapping[str, Text]:
    """The query inside the query for each fact, of which the text is written once (`database.ready`)."""
    own = {"person": PERSON}
    profile = PersonProfile.objects.filter(**own)
    area = PersonContact.objects.filter(**own).values(code=Left("postcode", 4))[:1]
    middle = PostcodeArea.objects.filter(code=Subquery(area))
    purpose = relations_of(MARKED).filter(**own).order_by(F("member").desc(nulls_last=True), "pk")
    levels = LanguageLevel.objects.filter(**own, language="nl")
    wishes = PersonOccupation.objects.filter(**own, kind=PersonOccupation.Kind.WISH).order_by("position", "pk")
    approved = ApprovedWording.objects.filter(**own, withdrawn_on=None)
    known = {
        "middle": Subquery(middle.values(json=JSONObject(latitude="latitude", longitude="longitude"))[:1]),
        "brings": Subquery(profile.values(json=_profile())[:1]),
        "seen_for": Subquery(purpose.values("purpose")[:1]),
        "levels": ArraySubquery(levels.values(json=JSONObject(skill="skill", level="level"))),
        "wished": ArraySubquery(wishes.values("concept_id")),
        "approved": ArraySubquery(approved.values(json=JSONObject(subject="subject", text="text"))),
        "needs": ArraySubquery(WorkAdjustment.objects.filter(**own).values("kind")),
    }
    return {name: written(nested) for name, nested in known.items()}


def _within(person: Any) -> Any:
    """Empties what belongs to a category that is closed to the reader."""
    if Category.CONTACT not in person.opened:
        person.middle = None
    if Category.PROFILE not in person.opened:
        person.brings, person.levels, person.wished, person.approved = None, [], [], []
    if Category.ADJUSTMENTS not in person.opened:
        person.needs = []
    return person


def _profile() -> JSONObject:
    names = ("education", "licences", "weekdays", "hours_minimum", "hours_maximum", "available_from", "travel_modes",
             "travel_minutes")  # fmt: skip
    return JSONObject(**{name: name for name in names})


def _person(person: Any, reader: Reader) -> PersonFacts:
    brings = person.brings or {}
    licences, weekdays = brings.get("licences"), brings.get("weekdays")
    needs = frozenset(person.needs)
    return PersonFacts(
        person_id=str(person.pk),
        location=Point(**person.middle) if person.middle else None,
        travel=_travel(brings),
        weekdays=None if weekdays is None else frozenset(weekdays),
        hours=_hours(brings.get("hours_minimum"), brings.get("hours_maximum")),
        start=Period(date.fromisoformat(brings["available_from"])) if brings.get("available_from") else None,
        languages={each["skill"]: CEFR.index(each["level"]) for each in person.levels},
        education=EDUCATION.get(brings.get("education", "")),
        licences={} if licences is None else {code: Licence(code in licences) for code in {*LICENCES, *licences}},
        capacities={LIFTING: LIGHT} if reader.knows_adjustments and "light_loads" in needs else {},
        adjustments=_needs(person, needs, reader),
        wishes=tuple(str(concept) for concept in person.wished) or None,
    )


def _needs(person: Any, needs: frozenset[str], reader: Reader) -> frozenset[str] | None:
    """None (not asked) only for the reader who can ask; for others the rule must say nothing about it at all."""
    if not reader.knows_adjustments or Category.ADJUSTMENTS not in person.opened:
        return frozenset()
    return needs or None


def _travel(brings: Mapping[str, Any]) -> tuple[TravelLimit, ...]:
    """Without the person's own limit nobody knows whether a journey suits."""
    minutes = brings.get("travel_minutes")
    modes = brings.get("travel_modes") or ()
    return () if minutes is None else tuple(TravelLimit(MODES.get(mode, mode), minutes) for mode in modes)


def _hours(minimum: int | None, maximum: int | None) -> HoursPerWeek | None:
    if minimum is None and maximum is None:
        return None
    return HoursPerWeek(Decimal(minimum or 0), NO_LIMIT_HOURS if maximum is None else Decimal(maximum))


def places_facts(places: QuerySet[Place]) -> list[tuple[Place, PlaceFacts]]:
    """Three queries: places, tasks and requirements."""
    area = PostcodeArea.objects.filter(code=Left(OuterRef("site__postcode"), 4))
    found = places.annotate(
        latitude=Coalesce(F("site__latitude"), Subquery(area.values("latitude")[:1])),
        longitude=Coalesce(F("site__longitude"), Subquery(area.values("longitude")[:1])),
    ).prefetch_related(Prefetch("tasks", to_attr="its_tasks"), Prefetch("requirements", to_attr="asked"))
    return [(place, _place(place)) for place in found]


def _place(place: Any) -> PlaceFacts:
    tasks = {task.pk: task.text for task in place.its_tasks}
    asked = [_requirement(each, tasks) for each in place.asked]
    first, last = place.starts_from or place.offered_on, place.starts_until
    known_start = place.starts_from or place.starts_until
    return PlaceFacts(
        place_id=str(place.pk),
        location=None if place.latitude is None or place.longitude is None else Point(place.latitude, place.longitude),
        days=frozenset(place.weekdays) if place.weekdays else None,
        hours=_hours(place.hours_per_week, place.hours_per_week),
        start=Period(min(first, last or first), last + timedelta(days=1) if last else None) if known_start else None,
        tasks=tuple(dict.fromkeys(tasks.values())),
        requirements=tuple(dict.fromkeys(asked)) or None,
        concepts=frozenset({str(place.concept_id)} if place.concept_id else ()),
    )


def _requirement(asked: PlaceRequirement, tasks: Mapping[int, str]) -> Requirement:
    """Without a task it is only a wish of the employer, and refuses nobody."""
    kind, code, level = _asked(asked)
    task = tasks.get(asked.task_id) if asked.task_id else None
    belongs = frozenset({task} if task else ())
    return Requirement(kind, code, level, belongs, at_start=bool(belongs))


def _asked(asked: PlaceRequirement) -> tuple[Kind, str, int]:
    """What cannot be read as a level or a code stays the employer's own words, and is asked."""
    kinds, words = PlaceRequirement.Kind, asked.value.lower()
    if asked.kind == kinds.LANGUAGE and (level := re.search(r"\b([abc][0-2])\b", words)):
        skill = next((skill for word, skill in SKILL_WORDS.items() if word in words), "speaking")
        return Kind.LANGUAGE, skill, CEFR.index(level[1].upper()) if level[1].upper() in CEFR else len(CEFR)
    if asked.kind == kinds.LICENCE and (code := re.search(r"\b(am|a|be|b|ce|c|d|t)\b", words)):
        return Kind.LICENCE, code[1].upper(), 0
    if asked.kind == kinds.CONDUCT_CERTIFICATE:
        return Kind.LICENCE, "VOG", 0
    if asked.kind == kinds.LIFTING and (kilos := re.search(r"\d+", words)):
        return Kind.PHYSICAL, LIFTING, int(kilos[0])
    if asked.kind == kinds.EDUCATION:
        for pattern, band in EDUCATION_WORDS:
            if re.search(pattern, words):
                return Kind.EDUCATION, "education", band
    if asked.kind == kinds.SHIFTS:
        return Kind.SHIFT, asked.value or asked.get_kind_display(), 0
    physical = asked.kind in (kinds.LIFTING, kinds.STANDING)
    return Kind.PHYSICAL if physical else Kind.SKILL, asked.value or asked.get_kind_display(), 0
