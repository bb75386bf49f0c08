"""The only write of samples: one is drawn, and never changed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.database.scope import scope
from doorstroom.followup.access import may_draw
from doorstroom.followup.domain.errors import FollowUpError
from doorstroom.followup.domain.sample import draw
from doorstroom.followup.models import LookBackSample, Observation
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.participants.models import EducationLevel
from doorstroom.programmes.models import Programme


@transaction.atomic
def draw_sample(
    *, actor: Actor, programme: Programme, point: str, left_from: date, left_until: date, size: int
) -> LookBackSample:
    """Draw whom to ask at this moment, of everybody who left the programme in these days; by education.

    The product draws, because whoever asks for it need not see these people; the name of the draw is that of programme
    and moment, so that nobody can draw again until the people please.
    """
    if not may_draw(actor, programme.pk) or actor.membership_id is None:
        raise FollowUpError("may_not_draw")
    if left_until < left_from or left_until > actor.on:
        raise FollowUpError("sample_period_in_order", today=actor.on)
    Programme.objects.select_for_update().get(pk=programme.pk)
    drawn = {"programme": programme, "point": point, "left_from": left_from, "left_until": left_until}
    with scope(system_actor(at=actor.at, purpose=f"sample by {actor.role}"), nested=True):
        if LookBackSample.objects.filter(**drawn).exists():
            raise FollowUpError("sample_drawn_already")
        asked = _asked(programme, point, left_from, left_until)
        if not asked:
            raise FollowUpError("sample_of_nobody")
        if (last := max(each.due_on for each in asked)) > actor.on:
            raise FollowUpError("sample_not_due", due_on=last)
        strata = draw(_by_education(asked), size=size, name=f"{programme.pk}/{point}")
        sample = LookBackSample.objects.create(
            **drawn, name=asked[0].name or point, size=size,
            strata=[[each.name, each.people, list(each.drawn)] for each in strata],
            drawn_on=actor.on, drawn_by_id=actor.membership_id,
        )  # fmt: skip
    log(actor, Logged("create", "look_back_sample", sample.pk, fields=["strata"]))
    return sample


def _asked(programme: Programme, point: str, left_from: date, left_until: date) -> list[Observation]:
    """Who is, or was, to be asked at this moment."""
    moments = Observation.objects.exclude(status=Observation.Status.ENDED).select_related("person__profile")
    return list(
        moments.filter(
            trajectory__programme=programme, point=point, trajectory__exited_on__range=(left_from, left_until)
        ).order_by("trajectory_id")
    )


def _by_education(asked: list[Observation]) -> dict[int, str]:
    """The education as it is known now; "" where it is not."""
    levels = {each.trajectory_id: getattr(each.person, "profile", None) for each in asked}
    return {pk: "" if found is None or found.education == EducationLevel.UNKNOWN else found.education
            for pk, found in levels.items()}  # fmt: skip
