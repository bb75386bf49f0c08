"""The proposal for a round: who could go where, why not, what would change, and the confirmation one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log_many
from doorstroom.demand.models import Place
from doorstroom.kernel.errors import DomainError
from doorstroom.matching.forms import PlanForm
from doorstroom.matching.models import RoundPlan, RoundPlanLine
from doorstroom.matching.selectors.planning import (
    Asked,
    caseload_of,
    planned_here,
    plans_of,
    referrers_of,
    usual_school_days,
)
from doorstroom.matching.services.planning import (
    confirm_plan_line,
    propose_round_plan,
    stages_data,
    what_if_plan,
)
from doorstroom.matching.views.planning_words import envy_sentences, plan_sentence, reason_sentence, stage_rows
from doorstroom.participants.access import visible_to
from doorstroom.placements.access import ARRANGERS
from doorstroom.rounds.access import open_round, works_in
from doorstroom.rounds.models import Round
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted

MORE_SEATS = 2


@staff_page(*ARRANGERS)
@require_http_methods(["GET", "POST"])
def round_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The last proposal, and the question for a new one."""
    round = _round(request, pk)
    plan = plans_of(request.actor, round).first()
    asked = Asked(school_days=usual_school_days(round)) if plan is None else Asked.of(plan, plan.seen)
    selected = planned_here(request.actor, round)
    form = PlanForm(request.POST or None, asked=asked, selected=selected)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            propose_round_plan(actor=request.actor, round=round, asked=form.asked(), at=request.now)
        except DomainError as error:
            refusal = sentence(error)
        else:
            return redirect("round_plan", pk=pk)
    _log_read(request, [each.person_id for each in selected], plan)
    context: dict[str, Any] = {"round": round, "form": form, "refusal": refusal, "plan": plan}
    if plan is not None:
        context |= _shown(request, round, plan, asked) | _fairness(plan, referrers_of(selected))
    return render(request, "matching/round_plan.html", context, status=409 if refusal else 200)


@staff_page(*ARRANGERS)
@require_POST
def round_plan_confirm(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    round = _round(request, pk)
    lines = visible_to(RoundPlanLine.objects.filter(plan__round=round), request.actor, Category.PLACEMENT)
    chosen = get_object_or_404(lines, pk=line)
    act = partial(confirm_plan_line, actor=request.actor, line_id=chosen.pk, on=request.today)
    acted(request, act, _("The placement is proposed. Now the participant and the employer are asked."))
    return redirect("round_plan", pk=pk)


def _round(request: HttpRequest, pk: int) -> Round:
    found = open_round(request.actor, pk)
    if found is None or not works_in(request.actor, found[0]):
        raise Http404
    return found[0]


def _log_read(request: HttpRequest, selected: list[UUID], plan: RoundPlan | None) -> None:
    """Who is in the proposal, and who could be chosen in the form."""
    seen = {person: ["core"] for person in selected}
    seen |= {line.person_id: ["core", "placement"] for line in (plan.seen if plan else [])}
    log_many(request.actor, [Logged("read", "person", person, person, fields) for person, fields in seen.items()])


def _fairness(plan: RoundPlan, referrers: Mapping[str, str]) -> dict[str, Any]:
    relaxed = {referrers.get(key, _("another referrer")): numbers for key, numbers in plan.relaxed_floors.items()}
    return {"relaxed": relaxed, "envy": envy_sentences(plan.envy) if plan.envy else []}


def _shown(request: HttpRequest, round: Round, plan: RoundPlan, asked: Asked) -> dict[str, Any]:
    lines = plan.seen
    names = {str(line.person_id): line.person.full_name for line in lines}
    limits = {line.reason["limit"]["key"] for line in lines if line.reason and "limit" in line.reason}
    places = _place_names(limits)
    without = [(line, reason_sentence(line.reason, names, places)) for line in lines if line.reason]
    placed = [line for line in lines if line.place]
    return {
        "placed": placed,
        "without": without,
        "lead": plan_sentence(plan, len(placed), len(lines)),
        "stages": stage_rows(plan.stages, plan.unfair),
        "questions": _questions(round, asked, places),
        "answer": _answer(request, round, plan, asked),
    }


def _place_names(keys: set[str]) -> dict[str, str]:
    found = Place.objects.filter(pk__in=[key for key in keys if key.isdigit()]).select_related("site__organisation")
    return {str(place.pk): f"{place.occupation}, {place.site.organisation}" for place in found} if keys else {}


def _questions(round: Round, asked: Asked, places: dict[str, str]) -> list[tuple[str, str]]:
    """What one can ask in the meeting: the address and the words of each question."""
    found = []
    load = caseload_of(round)
    if asked.coaching is not None and load:
        found.append(("coach", _("one coach more")))
    found += [(f"plek-{key}", _("two seats more at %(place)s") % {"place": name}) for key, name in places.items()]
    if len(asked.school_days) == 1:
        found += [(f"dag-{day}", _("school on %(day)s") % {"day": WEEKDAYS[day]}) for day in range(5)
                  if day not in asked.school_days]  # fmt: skip
    return [(f"{reverse('round_plan', args=[round.pk])}?wat_als={code}", words) for code, words in found]


def _answer(request: HttpRequest, round: Round, plan: RoundPlan, asked: Asked) -> dict[str, Any] | None:
    changed = _changed(request.GET.get("wat_als", ""), round, asked)
    if changed is None:
        return None
    try:
        now = what_if_plan(actor=request.actor, round=round, asked=changed)
    except DomainError as error:
        return {"refusal": sentence(error)}
    return {"stages": stage_rows(stages_data(now), plan.stages)}


def _changed(question: str, round: Round, asked: Asked) -> Asked | None:
    what, _dash, which = question.partition("-")
    if what == "coach" and asked.coaching is not None:
        return replace(asked, coaching=asked.coaching + (caseload_of(round) or 1))
    if what == "plek" and which.isdigit() and round.backings.filter(place=int(which)).exists():
        return replace(asked, more_seats={int(which): MORE_SEATS})
    if what == "dag" and which in {"0", "1", "2", "3", "4"}:
        return replace(asked, school_days=(int(which),))
    return None
