"""How long data about a person are kept; `oversight` tells it beforehand and lets go.

A file is kept for two years after the last trajectory or arrangement ended, so that someone who comes back need not
tell everything again and outcomes can be followed for a year; somebody who never had either is let go a year after
registration. Figures keep their row: it holds no name, and with the person gone nothing leads back.
The terms are settled in docs/adr/0006-retention-of-a-persons-file.md.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from doorstroom.arrangements.models import Arrangement
from doorstroom.participants.models import Person
from doorstroom.programmes.domain.norms import add_months
from doorstroom.trajectories.models import Trajectory

MONTHS_AFTER_EXIT = 24
MONTHS_WITHOUT_TRAJECTORY = 12


def people_past_term(*, on: date) -> QuerySet[Person]:
    """People whose file has to go on this day; needs a system scope."""
    own, term = Trajectory.objects.filter(person=OuterRef("pk")), add_months(on, -MONTHS_AFTER_EXIT)
    given = Arrangement.objects.filter(person=OuterRef("pk"))
    still_kept = Q(Exists(own.filter(Q(exited_on=None) | Q(exited_on__gt=term)))) | Q(
        Exists(given.alias(over_on=Coalesce("called_off_on", "ends_on")).filter(over_on__gt=term))
    )
    recent = Q(registered_on__gt=add_months(on, -MONTHS_WITHOUT_TRAJECTORY))
    # A file that was taken in by another goes with that one: until then the merge can be taken back.
    neither = ~Q(Exists(own)) & ~Q(Exists(given))
    return Person.objects.filter(~still_kept, merged_into=None).exclude(recent & neither)
