"""Warm handovers on today's list: whose turn it is, for whom one waits, and what came to one's organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.intake.domain.referral import UNANSWERED, Side
from doorstroom.intake.selectors.referrals import ReferralLine, open_referrals
from doorstroom.kernel.actor import Actor
from doorstroom.signals.domain.facts import HandoverStep
from doorstroom.trajectories.access import RECORDING_ROLES
from doorstroom.trajectories.models import Trajectory


@dataclass(frozen=True)
class Waiting:
    """What somebody else has to supply: `code` says what, `since` and `until` how long that takes."""

    trajectory: Trajectory
    code: str
    what: str
    since: date | None
    until: date | None = None


@dataclass(frozen=True)
class Handovers:
    """What is open for this member: `mine` is a step of one's own, `others` one of the receiver."""

    mine: Sequence[ReferralLine] = ()
    others: Sequence[ReferralLine] = ()
    desk: Sequence[ReferralLine] = ()

    @classmethod
    def of(cls, actor: Actor) -> Handovers:
        """One query. A step belongs to who sent or took over; before that to everybody at the receiver."""
        if actor.role not in RECORDING_ROLES:
            return cls()
        received, sent = open_referrals(actor)
        me, unanswered = actor.membership_id, {state.value for state in UNANSWERED}
        own = [each for each in sent if each.row.sender_id == me]
        taken = [each for each in received if each.row.receiver_id == me]
        return cls(
            mine=[each for each in (*own, *taken) if each.mine],
            others=[each for each in own if each.due and each.due.side is Side.RECEIVER],
            desk=[each for each in received if each.row.state in unanswered and each.row.receiver_id is None],
        )

    def steps_of(self, trajectory: Trajectory) -> list[HandoverStep]:
        found = (each for each in self.mine if each.row.trajectory_id == trajectory.pk)
        return [
            HandoverStep(str(each.row.pk), each.due.step, each.due.on, _other_side(each)) for each in found if each.due
        ]

    def awaited_for(self, trajectory: Trajectory) -> Iterator[Waiting]:
        for each in self.others:
            if each.row.trajectory_id == trajectory.pk and each.due:
                other = each.row.receiver_organisation.name
                yield Waiting(trajectory, "handover", other, each.row.sent_on, each.due.on)


def _other_side(line: ReferralLine) -> str:
    row = line.row
    return row.receiver_organisation.name if line.side is Side.SENDER else row.sender_organisation.name
