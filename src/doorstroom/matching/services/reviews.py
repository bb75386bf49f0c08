"""What reviewers find of refusals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.period import monday_of
from doorstroom.matching.access import guides
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.models import CriteriaReview
from doorstroom.matching.selectors.reviews import refusals_to_review


@transaction.atomic
def review_refusal(
    *, actor: Actor, person_id: UUID, place_id: int, finding: CriteriaReview.Finding | str, remark: str, on: date
) -> CriteriaReview:
    """Write down whether this refusal of the week's sample was right. Only what is in the sample can be reviewed."""
    if not guides(actor):
        raise MatchingError("not_your_word")
    pairs = {(each.person.pk, each.place.pk): each for each in refusals_to_review(actor)}
    refusal = pairs.get((person_id, place_id))
    if refusal is None:
        raise MatchingError("not_in_sample")
    review = CriteriaReview.objects.create(
        person_id=person_id, place_id=place_id, week_of=monday_of(on), failed=refusal.failed, finding=finding,
        remark=remark.strip(), reviewed_by_id=actor.membership_id, reviewed_on=on,
    )  # fmt: skip
    log(actor, Logged("create", "criteria_review", review.pk, person_id, [review.finding]))
    return review
