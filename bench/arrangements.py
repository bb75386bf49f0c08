"""The list of a sector plan: 2,700 arrangements of 2,410 people at 500 employers, drawn with a seed (S2.1).

They are recorded through the services, in a programme of its own beside the demo region, so that the page is asked as a
programme manager asks it, under row-level security. Employers follow Zipf's law: the largest tenth holds 45 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from django.conf import settings
from django.db import transaction

from bench.pages import Visit, acting, by_another_process, settle
from bench.results import Result
from doorstroom.accounts.access import system_actor
from doorstroom.database.testing import temporary_database

SEED, PEOPLE, EMPLOYERS, LARGEST, THEIR_SHARE = 20261123, 2_410, 500, 50, 0.45
TYPES = {  # planned, given
    "Leerwerkplek bbl": (1_400, 1_026), "Scholingsvoucher": (1_313, 918),
    "Mobiliteitsvoucher": (700, 432), "Startpremie": (500, 324),
}  # fmt: skip
GIVEN = sum(given for _planned, given in TYPES.values())
FIRST, DAYS = date(2025, 1, 6), 700
BAR = 2_000


def measure() -> Iterator[Result]:
    from doorstroom.database.scope import scope
    from doorstroom.demo.region.build import build_region

    with temporary_database() as database:
        build_region(at=settings.CLOCK.now())
        system = system_actor(at=settings.CLOCK.now(), purpose="bench")
        with transaction.atomic(), scope(system):
            largest = _record(system)
        settle()
        where = f", {GIVEN:,} arrangements of {PEOPLE:,} people at {EMPLOYERS} employers"
        yield Result(
            "share of the largest tenth of employers", round(100 * largest / GIVEN, 1), "%", None,
            f"of {GIVEN:,} arrangements drawn by Zipf's law; {THEIR_SHARE:.0%} aimed at",
        )  # fmt: skip
        yield from by_another_process(database, [Visit("femke", "arrangement_list", where, BAR)])


def employers_by_zipf(rng: np.random.Generator) -> np.ndarray:
    """How many arrangements each employer has, the largest first: one each, and the rest by a power of the rank."""
    ranks, rest = np.arange(1, EMPLOYERS + 1), GIVEN - EMPLOYERS
    wanted = (THEIR_SHARE * GIVEN - LARGEST) / rest
    low, high = 0.0, 3.0
    for _halving in range(50):
        power = (low + high) / 2
        shares = ranks**-power / (ranks**-power).sum()
        low, high = (low, power) if shares[:LARGEST].sum() > wanted else (power, high)
    return 1 + rng.multinomial(rest, shares)


def _record(system) -> int:  # type: ignore[no-untyped-def]
    """Everything through the services; returns how many the largest employers have."""
    from doorstroom.accounts.models import Organisation, OrganisationKind
    from doorstroom.arrangements.selectors import by_type
    from doorstroom.arrangements.services import record_arrangement

    rng = np.random.default_rng(SEED)
    people, types = _people(system, rng), _types(system)
    sizes = employers_by_zipf(rng)
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Bedrijf {number:03}", kind=OrganisationKind.EMPLOYER) for number in range(EMPLOYERS)
    )
    at = rng.permutation(np.repeat(np.arange(EMPLOYERS), sizes))
    # Everybody once; who comes again gets another type, so that nothing stands twice.
    whose = [*range(PEOPLE), *rng.choice(PEOPLE, GIVEN - PEOPLE, replace=False)]
    begins = FIRST + np.array([timedelta(days=int(day)) for day in rng.integers(0, DAYS, GIVEN)])
    for person, type, employer, first in zip(whose, types, at, begins, strict=True):
        record_arrangement(
            actor=system, person=people[person], type=type, starts_on=first, ends_on=first + timedelta(days=180),
            employer=made[employer],
        )  # fmt: skip
    _rows, everybody = by_type(list({type.pk: type for type in types}.values()), on=settings.CLOCK.today())
    counts = everybody.counts
    assert (counts.arrangements, counts.people, counts.employers) == (GIVEN, PEOPLE, EMPLOYERS), counts
    return int(np.sort(sizes)[-LARGEST:].sum())


def _people(system, rng: np.random.Generator) -> Sequence:  # type: ignore[no-untyped-def, type-arg]
    from doorstroom.participants.models import PersonRelation
    from doorstroom.participants.services import RelationSpec
    from doorstroom.participants.services.bulk import NewPerson, bulk_register

    member, _actor = acting("femke")
    standing = PersonRelation.objects.filter(organisation=member.organisation_id, role=member.role).earliest("pk")
    relation = RelationSpec(
        organisation_id=standing.organisation_id, role=member.role, purpose=standing.purpose, basis=standing.basis,
        source="bench",
    )  # fmt: skip
    births = [FIRST - timedelta(days=int(age)) for age in rng.integers(18 * 365, 60 * 365, PEOPLE)]
    return bulk_register(
        actor=system,
        people=[
            NewPerson(f"Deelnemer {number}", "Werk", FIRST, relation, contact={"birth_date": birth})
            for number, birth in enumerate(births)
        ],
    )


def _types(system) -> list:  # type: ignore[no-untyped-def, type-arg]
    """A type for each arrangement, in the order in which they are given."""
    from doorstroom.accounts.models import Role
    from doorstroom.arrangements.services import TypeRules, set_up_type
    from doorstroom.programmes.services import create_programme

    member, _actor = acting("femke")
    programme = create_programme(
        actor=system, name="Werk maakt werk", receiving_desk=member.organisation, sector="logistics",
        partners=[(member.organisation, Role.PROGRAMME_MANAGER)], summary="Sectorplan",
    )  # fmt: skip
    made = [
        set_up_type(actor=system, programme=programme, name=name, planned=planned, valid_from=FIRST, rules=TypeRules())
        for name, (planned, _given) in TYPES.items()
    ]
    return [type for type, (_planned, given) in zip(made, TYPES.values(), strict=True) for _ in range(given)]
