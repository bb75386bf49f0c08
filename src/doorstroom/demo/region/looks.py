"""October in the log of Gemeente Lindervoort: ordinary looks at one's own people, one odd try at night, one restricted file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Membership
from doorstroom.audit.services import Logged, log, log_many
from doorstroom.demo.region.history import Stage
from doorstroom.oversight.domain.restrictions import NAMED_AT_MOST
from doorstroom.oversight.selectors.restrictions import members_around
from doorstroom.oversight.services import open_reviews, record_works_council, restrict_own_file
from doorstroom.participants.models import PersonRelation
from doorstroom.trajectories.models import Trajectory

MONTH = date(2026, 10, 1)
CASEWORKERS = ("samira", "thomas", "anouk")


def build_looks(stage: Stage, abel: Trajectory) -> None:
    for mailbox in CASEWORKERS:
        _ordinary(stage, stage.member(mailbox))
    # A board member tried a participant's address at a quarter past two at night, and was refused.
    night = timezone.make_aware(datetime.combine(MONTH + timedelta(days=29), time(2, 14)))
    log(actor_of(stage.member("bo"), at=night), Logged("read", "person", abel.person_id, result="refused"))
    erik = actor_of(stage.member("erik"), at=stage.at)
    record_works_council(actor=erik, decided_on=date(2026, 3, 12), reference="OR 2026/14")
    open_reviews(actor=stage.actor(), month=MONTH)
    _restricted(stage)


def _restricted(stage: Stage) -> None:
    """One file of Thomas that a colleague at a partner may not open: everybody else who works with it is named."""
    actor = actor_of(stage.member("thomas"), at=stage.at)
    held = Trajectory.objects.filter(holder_terms__member=actor.membership_id, holder_terms__ended_at=None)
    person = held.order_by("pk").values_list("person_id", flat=True)[0]
    around = [member.pk for member in members_around(actor, person)]
    restrict_own_file(
        actor=actor, person_id=person, members=around[: NAMED_AT_MOST - 1], until=date(2027, 5, 1),
        reason="Een naast familielid werkt bij een van de partners.",
    )  # fmt: skip


def _ordinary(stage: Stage, member: Membership) -> None:
    """Four to seven looks a working day, during office hours, at people she had a relation to that day."""
    for day in (MONTH + timedelta(days=n) for n in range(31)):
        known = list(
            PersonRelation.objects.filter(
                organisation_id=member.organisation_id, role=member.role, member__in=[None, member], valid_from__lte=day
            ).exclude(valid_until__lte=day).order_by("pk").values_list("person_id", flat=True)[:60]
        ) if day.weekday() < 5 else []  # fmt: skip
        for person in stage.random.sample(known, min(len(known), stage.random.randint(4, 7))):
            hour, minute = stage.random.randint(9, 16), stage.random.randint(0, 59)
            actor = actor_of(member, at=timezone.make_aware(datetime.combine(day, time(hour, minute))))
            log_many(actor, [Logged("read", "person", person, person, ["core", "progress"], "guidance")])
