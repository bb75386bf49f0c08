"""What the database reads beside a member's own row, in one query: what the table asks of her, and for who works with
whole rounds whose facts are hers to hear of.

Each list is an array, as with the facts of a caseload; which lists belong to a role stands in `PARTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.access import open_lines
from doorstroom.database.arrays import any_of
from doorstroom.database.ready import ReadyQuery
from doorstroom.intake.models import Referral
from doorstroom.kernel.actor import Actor
from doorstroom.learning.models import Appointment, Attendance
from doorstroom.participants.access import marked, values_of
from doorstroom.signals.access import WHOLE_ROUND, left_alone, own_keys, rounds_under_way
from doorstroom.signals.models import WeeklySignal
from doorstroom.signals.selectors import table_facts as facts
from doorstroom.signals.selectors.promises import in_force
from doorstroom.trajectories.access import AWAY_FOR
from doorstroom.trajectories.models import Task

SCHOOL = Attendance.Activity.SCHOOL
Part = Callable[[Actor], Any]
PROMISED: Mapping[str, Part] = {"commitments": facts.commitments}
BOARD: Mapping[str, Part] = {"actions": facts.own_actions, "own_ties": facts.own_ties}
"""Whoever finishes actions of the own organisation hears of them; a tie is kept up by whoever has it."""
PARTNERSHIP: Mapping[str, Part] = {
    "agreements": facts.agreements, "issues": facts.issues, "programmes": facts.programmes,
}  # fmt: skip
PARTS: Mapping[str, Mapping[str, Part]] = {
    Role.BOARD_MEMBER: {**PROMISED, **PARTNERSHIP, **BOARD},
    Role.PROGRAMME_MANAGER: {**PROMISED, **PARTNERSHIP, **BOARD},
    Role.ACCOUNT_MANAGER: {
        "commitments": facts.own_commitments, "issues": facts.own_issues, **BOARD,
        "answers": facts.asked_answers, "places": facts.promised_places, "otherwise": facts.places_otherwise,
    },
    Role.SCHOOL_COORDINATOR: {"commitments": facts.own_commitments, **BOARD},
    Role.PROJECT_CONTROLLER: {"projects": facts.projects},
    Role.RESEARCHER: {"programmes": facts.programmes},
    Role.PRIVACY_OFFICER: {
        "agreements": facts.agreements, "log_reviews": facts.log_reviews, "file_requests": facts.file_requests,
    },
    Role.FUNCTIONAL_ADMINISTRATOR: {},
}  # fmt: skip
"""What each role reads of the table; who has only people has no own row."""


def own_row(actor: Actor) -> Any:
    """The membership with these lists; None for a role without any. One query."""
    if actor.role not in PARTS or actor.membership_id is None:
        return None
    (member,) = _asked(actor.role).rows(values_of(actor, AWAY_FOR, facts.YEAR, facts.UNTIL_LEFT))
    return member


@cache
def _asked(role: str) -> ReadyQuery:
    actor = marked(role)
    lists = {name: part(actor) for name, part in PARTS[role].items()} | (_known(actor) if role in WHOLE_ROUND else {})
    asked = Membership.objects.annotate(aside=facts.put_aside(actor), promised=in_force(actor.on), **lists)
    return ReadyQuery(asked.filter(pk=actor.membership_id or 0))


def _known(actor: Actor) -> dict[str, ArraySubquery]:
    """Keys of her own trajectories, and of those of a handover or an appointment of hers; for who leads also of what
    is held, or to be asked about, by somebody who is gone or away; people for whom a step of hers is for today;
    kinds that are shown once a week, what agreements open, and rounds of which the school's register was taken."""
    me, on = actor.membership_id, actor.on
    heard = Referral.objects.filter(Q(sender=me) | Q(receiver=me)).values("trajectory")
    talks = Appointment.objects.filter(member=me, cancelled_at=None, starts_at__date=on).values("trajectory")
    alone = left_alone(on) if actor.role == Role.PROGRAMME_MANAGER else ()
    nested: dict[str, QuerySet[Any, Any]] = {
        "heard": heard.union(talks, *alone),
        "steps": Task.objects.filter(owner=me, done_on=None, due_on=on).values("person"),
        "weekly": WeeklySignal.objects.values("code"),
        "opened": open_lines(actor).order_by().values("category").distinct(),
    }
    if actor.role == Role.SCHOOL_COORDINATOR:
        kept = Attendance.objects.filter(any_of("trajectory__round", rounds_under_way(actor)), day=on, activity=SCHOOL)
        nested["taken"] = kept.values("trajectory__round").distinct()
    return {"own": own_keys(actor)} | {name: ArraySubquery(each) for name, each in nested.items()}
