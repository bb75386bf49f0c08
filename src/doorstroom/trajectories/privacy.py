"""How long data about a person are kept, and how they are let go.

A file is kept for two years after the last trajectory ended, so that someone who comes back need not tell
everything again and outcomes can be followed for a year; somebody who never started a trajectory is let go a
year after registration. Figures keep their row: it holds no name, and with the person gone nothing leads back.
The terms are settled in docs/adr/0006-retention-of-a-persons-file.md.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.audit.services import Logged, forget_people, log_many
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import Person
from doorstroom.programmes.domain.norms import add_months
from doorstroom.trajectories.models import Trajectory

MONTHS_AFTER_EXIT = 24
MONTHS_WITHOUT_TRAJECTORY = 12


def people_past_term(*, on: date) -> QuerySet[Person]:
    """People whose file has to go on this day; needs a system scope."""
    own = Trajectory.objects.filter(person=OuterRef("pk"))
    still_kept = own.filter(Q(exited_on=None) | Q(exited_on__gt=add_months(on, -MONTHS_AFTER_EXIT)))
    recent = Q(registered_on__gt=add_months(on, -MONTHS_WITHOUT_TRAJECTORY))
    # A file that was taken in by another goes with that one: until then the merge can be taken back.
    return Person.objects.filter(~Exists(still_kept), merged_into=None).exclude(recent & ~Q(Exists(own)))


@transaction.atomic
def let_go_of_people(*, actor: Actor, on: date) -> int:
    """Erase every file past its term, with everything that hangs on the person; returns how many people."""
    due = list(people_past_term(on=on).values_list("pk", flat=True))
    taken_in = list(Person.objects.filter(merged_into__in=due).values_list("pk", flat=True))
    people = [*taken_in, *due]
    log_many(actor, (Logged("delete", "person", person, person, ["everything"]) for person in people))
    for group in (taken_in, due):
        for start in range(0, len(group), 200):
            Person.objects.filter(pk__in=group[start : start + 200]).delete()
    forget_people(people)
    return len(due)
