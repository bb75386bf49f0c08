"""Reads: the people of a programme whose record may be used for research, as a file wants them."""

from __future__ import annotations

from django.conf import settings

from doorstroom.agreements.access import open_lines
from doorstroom.agreements.models import Category, Purpose
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.sealing import fingerprint
from doorstroom.monitoring.domain.export import Order, Subject
from doorstroom.monitoring.models import FactColumns, ResearchObjection
from doorstroom.monitoring.selectors.results import Results, domain_fact
from doorstroom.monitoring.selectors.versions import definition_of
from doorstroom.participants.models import PersonContact
from doorstroom.trajectories.models import Trajectory


def has_ground(actor: Actor) -> bool:
    """An agreement in force gives the organisation what happened to people, to account for and improve programmes."""
    return open_lines(actor, Category.PROGRESS).filter(purpose=Purpose.EVALUATION).exists()


def subjects_of(actor: Actor, results: Results) -> list[Subject]:
    """Everybody of the programme but those who object; without a ground nobody.

    Only the product reads who it is and when somebody was born: the reader of the file gets a code and five years.
    """
    if not has_ground(actor):
        return []
    rows = {_pk(row): row for row in results.rows if row.started_on}
    with scope(system_actor(at=actor.at, purpose="research export"), nested=True):
        people = dict(Trajectory.objects.filter(pk__in=rows).values_list("pk", "person_id"))
        objecting = set(
            ResearchObjection.objects.filter(person__in=people.values()).values_list("person_id", flat=True)
        )
        born = dict(PersonContact.objects.filter(person__in=people.values()).values_list("person_id", "birth_date"))
    return [
        Subject(
            person=str(people[pk]), fact=domain_fact(row, results.on), birth_date=born.get(people[pk]),
            education=row.education,
        )
        for pk, row in sorted(rows.items())
        if pk in people and people[pk] not in objecting
    ]  # fmt: skip


def _pk(row: FactColumns) -> int:
    return row.trajectory_id  # type: ignore[attr-defined, no-any-return] # both tables have it


def order_of(results: Results) -> Order:
    """All first ways out of the programme, within its own length. The lock says as of what was known."""
    definitions = (definition_of(*results.models),) if results.models else ()
    lock = results.lock.name if results.lock else f"as known on {results.on}"
    return Order(programme=results.programme.name, as_of=results.on, lock=lock, definitions=definitions)


def project_key(results: Results) -> bytes:
    """The key behind the codes: one a programme, made from a secret of the installation that never leaves it."""
    key = settings.IDENTITY_FINGERPRINT_KEY
    return bytes.fromhex(fingerprint("research export", key=key, context=f"programme:{results.programme.pk}"))
