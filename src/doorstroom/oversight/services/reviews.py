"""Opens the review of a month, judges what was found, signs."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from doorstroom.accounts.access import is_system
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import may_review, visible_reviews
from doorstroom.oversight.domain.errors import ReviewRefused
from doorstroom.oversight.domain.odd_access import Look, find_odd_access
from doorstroom.oversight.domain.review import Verdict, check_sign_off, check_verdict, draw_sample, due_on
from doorstroom.oversight.models import Review, ReviewItem, WorksCouncilDecision
from doorstroom.oversight.selectors import looks_of, reviewed_organisations, works_council


@transaction.atomic
def open_reviews(*, actor: Actor, month: date) -> int:
    """Draw the sample and the findings of this month for every organisation that has none yet; returns how many."""
    if not is_system(actor):
        raise ReviewRefused("may_not_review")
    month = month.replace(day=1)
    done = set(Review.objects.filter(month=month).values_list("organisation_id", flat=True))
    wanted = [each for each in reviewed_organisations(actor.on) if each not in done]
    for organisation in wanted:
        _open(actor, organisation, month)
    return len(wanted)


def _open(actor: Actor, organisation_id: int, month: date) -> None:
    looks = list(looks_of(organisation_id, month))
    review = Review.objects.create(
        organisation_id=organisation_id, month=month, due_on=due_on(month), looks=len(looks),
        users=len({look.user_id for look in looks}),
    )  # fmt: skip
    found = [
        ReviewItem(
            review=review, rule=each.rule, user_id=each.user_id, day=each.day, counted=each.counted,
            limit=each.limit, entries=list(each.entries),
        )
        for each in find_odd_access(looks)
    ]  # fmt: skip
    done: dict[int, Look] = {look.entry_id: look for look in looks if look.result == "done"}
    sample = draw_sample(list(done), month=month, organisation_id=organisation_id)
    found += [
        ReviewItem(review=review, rule="sample", user_id=done[n].user_id, day=done[n].at.date(), entries=[n])
        for n in sample
    ]
    ReviewItem.objects.bulk_create(found)
    log(actor, Logged("create", "log_review", review.pk, fields=["sample", "findings"]))


@transaction.atomic
def record_works_council(*, actor: Actor, decided_on: date, reference: str) -> WorksCouncilDecision:
    """Write down that the works council agreed."""
    decision, _created = WorksCouncilDecision.objects.update_or_create(
        organisation_id=_authorise(actor), defaults={"decided_on": decided_on, "reference": reference}
    )
    log(actor, Logged("change", "works_council_decision", decision.pk, fields=["decided_on", "reference"]))
    return decision


@transaction.atomic
def judge(*, actor: Actor, item_id: int, verdict: str, reason: str) -> ReviewItem:
    """Write down what was found after asking."""
    _authorise(actor)
    mine = visible_reviews(actor)
    item = ReviewItem.objects.select_for_update(of=("self",)).filter(review__in=mine, pk=item_id).first()
    if item is None:
        raise ReviewRefused("no_such_item")
    if item.review.signed_at:
        raise ReviewRefused("signed_already")
    check_verdict(Verdict(verdict), reason)
    item.verdict, item.reason = verdict, reason.strip()
    item.judged_at, item.judged_by_id = actor.at, actor.membership_id
    item.save(update_fields=["verdict", "reason", "judged_at", "judged_by"])
    log(actor, Logged("change", "log_review_item", item.pk, fields=["verdict", "reason"]))
    return item


@transaction.atomic
def sign(*, actor: Actor, review_id: int, conclusion: str) -> Review:
    """Close the month: everything was judged and the works council agreed to reviews."""
    council = works_council(_authorise(actor))
    review = visible_reviews(actor).select_for_update().filter(pk=review_id).first()
    if review is None:
        raise ReviewRefused("no_such_item")
    check_sign_off(
        open_items=review.items.filter(verdict="").count(),
        works_council_on=council.decided_on if council else None,
        already=review.signed_at is not None,
    )
    review.conclusion, review.signed_at, review.signed_by_id = conclusion.strip(), actor.at, actor.membership_id
    review.save(update_fields=["conclusion", "signed_at", "signed_by"])
    log(actor, Logged("change", "log_review", review.pk, fields=["conclusion", "signed_at"]))
    return review


def _authorise(actor: Actor) -> int:
    """The organisation whose log the actor reviews. Raises ReviewRefused."""
    if not may_review(actor) or actor.organisation_id is None:
        raise ReviewRefused("may_not_review")
    return actor.organisation_id
