"""The people of a fairness report, each with the groups that are recorded; and the last report that was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.matching.access import LOOKING, reader_of
from doorstroom.matching.domain.answers import Direction, Question, answer
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts
from doorstroom.matching.domain.fairness import Case, exposures
from doorstroom.matching.models import FairnessReport, Willingness
from doorstroom.matching.selectors.facts import ESTIMATES, people_facts, places_facts
from doorstroom.matching.selectors.pages import SEED
from doorstroom.matching.selectors.words import last_word
from doorstroom.participants.models import EducationLevel, LanguageLevel, Person, PersonContact, PersonProfile
from doorstroom.placements.models import Placement
from doorstroom.trajectories.models import Trajectory

MOST_PEOPLE = 3000
MOST_PLACES = 100
"""A larger region is sampled by lot: the intervals say how sure that still is."""

AGES = ((27, "age_under_27"), (45, "age_27_44"), (55, "age_45_54"), (200, "age_55_over"))
CHOSEN = (Placement.State.INTRODUCED, Placement.State.AGREED, Placement.State.ACTIVE)


def last_report() -> FairnessReport | None:
    return FairnessReport.objects.order_by("-made_on").first()


def fairness_cases(actor: Actor) -> list[Case]:
    """Everybody on the way to work on this day. Needs a system scope; only counts may leave the report."""
    people = people_facts(_drawn(_people(actor), MOST_PEOPLE), actor, reader_of(actor))
    places = places_facts(_drawn(places_on_offer(on=actor.on), MOST_PLACES))
    known = tuple(facts for _, facts in people)
    shown = exposures(answer(_question(actor.on, known, offered)) for _, offered in places)
    return [
        Case(groups_of(person, actor.on), bool(person.chosen or person.both_yes), shown.get(facts.person_id, 0.0))
        for person, facts in people
    ]


def _question(on: date, people: tuple[PersonFacts, ...], place: PlaceFacts) -> Question:
    return Question(Direction.PEOPLE, on, SEED, ESTIMATES, people, (place,))


def _people(actor: Actor) -> QuerySet[Person]:
    own = {"person": OuterRef("pk")}
    level = LanguageLevel.objects.filter(**own, language="nl", skill="speaking")
    pair = Willingness.objects.filter(**own).annotate(
        says_person=last_word(Willingness.Side.PERSON, person=OuterRef("person"), place=OuterRef("place")),
        says_caseworker=last_word(Willingness.Side.CASEWORKER, person=OuterRef("person"), place=OuterRef("place")),
    )
    return Person.objects.filter(Exists(Trajectory.objects.filter(**own, state__in=LOOKING))).annotate(
        birth_date=Subquery(PersonContact.objects.filter(**own).values("birth_date")[:1]),
        education=Subquery(PersonProfile.objects.filter(**own).values("education")[:1]),
        language_level=Subquery(level.values("level")[:1]),
        chosen=Exists(Placement.objects.filter(**own, state__in=CHOSEN)),
        both_yes=Exists(pair.filter(says_person=True, says_caseworker=True)),
    )


def groups_of(person: Any, on: date) -> Mapping[str, str]:
    """Age band, education and language as far as they are recorded. Sex and origin are recorded nowhere."""
    groups = {}
    if born := person.birth_date:
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        groups["age"] = next(band for limit, band in AGES if age < limit)
    if person.education not in (None, "", EducationLevel.UNKNOWN):
        groups["education"] = f"education_{person.education}"
    if person.language_level:
        groups["language"] = f"language_{person.language_level}"
    return groups


def _drawn(rows: QuerySet[Any], most: int) -> QuerySet[Any]:
    """At most so many, by the fingerprint of their ids: a draw by lot that can be repeated."""
    ids = sorted(
        rows.order_by().values_list("pk", flat=True), key=lambda pk: sha256(f"fairness\0{pk}".encode()).digest()
    )
    return rows.filter(pk__in=ids[:most]) if len(ids) > most else rows
