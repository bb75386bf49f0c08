"""Who knows whom, with the last contact of all colleagues; and how fast partners answer each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from doorstroom.accounts.models import Organisation
from doorstroom.cooperation.domain import memory
from doorstroom.cooperation.domain.answering import Asked, Pair, pairs
from doorstroom.cooperation.domain.pulse import Answer, Shown, half_year, shown
from doorstroom.cooperation.models import Pulse, PulseAnswer, PulseSeat, Tie
from doorstroom.demand.models import EmployerTalk
from doorstroom.kernel.actor import Actor

ASKED_WITHIN = timedelta(days=365)


def ties(*, search: str = "") -> QuerySet[Any]:
    """Who knows whom, the latest contact first; `last_on` counts talks with an employer by colleagues too."""
    talks = EmployerTalk.objects.filter(
        employer=OuterRef("contact__organisation"), member__organisation=OuterRef("organisation")
    )
    latest = talks.order_by().values("employer").annotate(last=Max("on")).values("last")
    found: QuerySet[Any] = Tie.objects.select_related("member__user", "organisation", "contact__organisation").annotate(
        last_on=Greatest("last_contact_on", Coalesce(Subquery(latest), F("last_contact_on")))
    )
    for word in search.split():
        found = found.filter(
            Q(topic__icontains=word) | Q(contact__name__icontains=word) | Q(contact__function__icontains=word)
            | Q(contact__organisation__name__icontains=word) | Q(member__user__name__icontains=word)
        )  # fmt: skip
    return found.order_by("-last_on", "pk")


@dataclass(frozen=True)
class TieRow:
    tie: Tie
    state: memory.Tie
    last_on: date

    @property
    def dormant(self) -> bool:
        return self.state is memory.Tie.DORMANT

    @property
    def left_alone(self) -> bool:
        return self.state is memory.Tie.LEFT_ALONE


def tie_row(tie: Tie, on: date) -> TieRow:
    ended = tie.member.valid_until
    left = (ended is not None and ended <= on) or not tie.member.user.is_active
    last: date = tie.last_on  # type: ignore[attr-defined]
    return TieRow(tie, memory.state(memory.Known(last, left), on), last)


def asleep(actor: Actor) -> QuerySet[Any]:
    """Ties of the own organisation that nobody kept up for half a year, or whose keeper left."""
    on = actor.on
    own = ties().filter(organisation=actor.organisation_id or 0)
    left = Q(member__valid_until__lte=on) | Q(member__user__is_active=False)
    return own.filter(Q(last_on__lt=on - timedelta(days=memory.DORMANT_AFTER_DAYS)) | left).order_by("last_on", "pk")


@dataclass(frozen=True)
class PairRow:
    sender: Organisation
    receiver: Organisation
    pair: Pair


def answer_times(on: date) -> list[PairRow]:
    """Handovers of the last year between the own organisation and each other one; two queries, no names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doorstroom_answer_days(%s)", [on - ASKED_WITHIN])
        asked = [Asked(*row) for row in cursor.fetchall()]
    found = pairs(asked, on)
    names = Organisation.objects.in_bulk({pk for pair in found for pk in (pair.sender, pair.receiver)})
    return [PairRow(names[pair.sender], names[pair.receiver], pair) for pair in found]


@dataclass(frozen=True)
class HalfYear:
    starts_on: date
    lines: list[Shown]


def half_years_over(on: date) -> list[HalfYear]:
    """What was answered in each half year that is over, the latest first; one query."""
    answers = PulseAnswer.objects.filter(pulse__starts_on__lt=half_year(on)).values_list(
        "pulse__starts_on", "kind", "values"
    )
    by_start: dict[date, list[Answer]] = {}
    for starts_on, kind, values in answers:
        by_start.setdefault(starts_on, []).append(Answer(kind, tuple(values)))
    return [HalfYear(start, shown(by_start[start])) for start in sorted(by_start, reverse=True)]


def has_answered(actor: Actor) -> bool:
    return PulseSeat.objects.filter(pulse__starts_on=half_year(actor.on), user_id=actor.user_id or 0).exists()


def answered_so_far(on: date) -> int:
    return PulseAnswer.objects.filter(pulse__in=Pulse.objects.filter(starts_on=half_year(on))).count()
