"""What comes of signals, by kind: counts with their definition, never by person or member."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.signals.domain.effect import ACT_WITHIN, LOOKS_BACK, Effect
from doorstroom.signals.models import WeeklySignal
from doorstroom.signals.selectors.effect import effects_of
from doorstroom.signals.selectors.promises import promises_on
from doorstroom.signals.wording import KINDS

COUNTED = gettext_lazy(
    "Signals that began to stand on a list in the last 90 days and are gone, or whose clock is over; of those the ones"
    " that were gone before their day, or within seven days when that is later. What began and was settled within one"
    " day is not counted."
)
CLOCK = gettext_lazy("The first morning on which the signal stood on a list.")


@staff_page(Role.PROGRAMME_MANAGER, Role.FUNCTIONAL_ADMINISTRATOR, Role.BOARD_MEMBER)
@require_GET
def signal_effect(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    with scope(system_actor(at=request.now, purpose="signal_effect"), nested=True):
        found = effects_of(request.today)
    since = dict(WeeklySignal.objects.values_list("code", "since"))
    context = {
        "lines": [
            {"name": KINDS.get(each.code, each.code), "effect": each, "share": _share(each, actor),
             "weekly": since.get(each.code)}
            for each in found
        ],
        "counted": COUNTED, "clock": CLOCK, "days": LOOKS_BACK.days,
        "percent": promises_on(request.today).weekly_percent,
    }  # fmt: skip
    return render(request, "signals/effect.html", context)


def _share(each: Effect, actor: Actor) -> Proportion:
    return Proportion(
        definition="signal_acted", numerator=each.in_time, denominator=each.over, clock="signal_raised",
        horizon=f"{ACT_WITHIN.days} days", running=each.running, unknown=0, as_of=actor.on,
    )  # fmt: skip
