"""Two last days: of a grant at an apprenticeship that Chantal helps with, and of Abel's job coach, still far away."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.placements.models import Placement
from doorstroom.placements.services import note_instrument_term
from doorstroom.trajectories.models import TeamMember, Trajectory

NEAR, FAR = timedelta(days=18), timedelta(days=38)


def build_instruments(stage: Stage, abel: Trajectory) -> None:
    chantal = stage.member("chantal")
    helped = TeamMember.objects.filter(member=chantal, valid_until=None).values("trajectory")
    learning = Placement.objects.filter(trajectory__in=helped, kind="apprenticeship", state=Placement.State.ACTIVE)
    note_instrument_term(
        actor=actor_of(chantal, at=stage.at), placement=learning.order_by("-ends_on", "pk")[0],
        kind="training_grant", act="apply", due_on=stage.today + NEAR,
        how="Via de website van de uitvoerder, met de ondertekende praktijkovereenkomst.",
    )  # fmt: skip
    note_instrument_term(
        actor=actor_of(stage.member("ruud"), at=stage.at), kind="job_coach", act="renew",
        placement=abel.placements.get(state=Placement.State.ACTIVE), due_on=stage.today + FAR,
        how="Ruud vraagt het aan; u ondertekent.",
    )  # fmt: skip
