"""Awards of a delivery: each counts once, however often the list comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import models

from doorstroom.imports.domain.awards import AwardRow
from doorstroom.imports.domain.errors import ImportsError
from doorstroom.imports.services.writing import Work
from doorstroom.learning.services import NewAward, record_awards
from doorstroom.trajectories.models import Trajectory


class AwardsWriter:
    def __init__(self, work: Work, rows: Sequence[AwardRow]) -> None:
        self.work, self.rows = work, [row for row in rows if row.person]
        self.left_out: Counter[str] = Counter()
        if not self.rows:
            raise ImportsError("nobody_known", round=str(work.batch.round or "–"))

    def roots(self) -> dict[type[models.Model], set[int]]:
        return {Trajectory: {int(row.person) for row in self.rows}}

    def write(self) -> None:
        person_of = dict(Trajectory.objects.filter(pk__in=self.roots()[Trajectory]).values_list("pk", "person_id"))
        awards = [
            NewAward(
                person_id=person_of[int(row.person)], kind=row.kind, name=row.award, awarded_on=row.awarded_on,
                issuer_id=int(row.issuer or self.work.batch.partner_id), trajectory_id=int(row.person),
                number=row.number,
            )
            for row in self.rows
        ]  # fmt: skip
        new = record_awards(actor=self.work.actor, awards=awards, on=self.work.on)
        self.left_out["award_known"] = len(awards) - new
