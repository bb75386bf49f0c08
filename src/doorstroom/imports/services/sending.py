"""People of a sending employer's list: registered for its programme, with the day of dismissal, and offered it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from doorstroom.imports.domain.sending import SendingRow
from doorstroom.imports.services.people import PeopleWriter
from doorstroom.participants.models import Person
from doorstroom.placements.models import GuidanceOffer, SendingList
from doorstroom.placements.services import offer_guidance
from doorstroom.trajectories.models import Trajectory, TrajectoryState
from doorstroom.trajectories.services import register_trajectory, set_dismissal_date


class SendingWriter(PeopleWriter[SendingRow]):
    def write(self) -> None:
        """Somebody whom the list named before keeps the offer, the answer and the day that stand here."""
        super().write()
        sending = self.work.batch.sending
        assert sending is not None  # noqa: S101 held by the database for this kind
        offered = set(GuidanceOffer.objects.filter(sending=sending).values_list("person_id", flat=True))
        trajectories = self._open_trajectories(sending)
        for row in self.rows:
            if self.people[row.row] in offered:
                self.left_out["offered"] += 1
            else:
                self._offer(sending, row, trajectories)
                offered.add(self.people[row.row])

    def _open_trajectories(self, sending: SendingList) -> dict[UUID, Trajectory]:
        found = Trajectory.objects.filter(person__in=self.people.values(), programme=sending.programme_id)
        return {each.person_id: each for each in found.exclude(state=TrajectoryState.EXITED)}

    def _offer(self, sending: SendingList, row: SendingRow, standing: Mapping[UUID, Trajectory]) -> None:
        actor, on, person_id = self.work.actor, self.work.on, self.people[row.row]
        trajectory = standing.get(person_id) or register_trajectory(
            actor=actor, person=Person.objects.get(pk=person_id), programme=sending.programme,
            source=sending.employer.name[:100], on=on,
        )  # fmt: skip
        if not trajectory.dismissal_certainty:
            set_dismissal_date(
                actor=actor, trajectory=trajectory, certainty=row.certainty, day=row.dismissal_date, on=on
            )
        offer_guidance(actor=actor, sending=sending, trajectory=trajectory, on=on)
