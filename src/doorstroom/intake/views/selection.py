"""Selecting: the list of candidates, and the choice about one of them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.intake.access import may_choose
from doorstroom.intake.domain.playbook import Verdict, deciding_roles
from doorstroom.intake.forms import ChoiceForm, EmployerMetForm, JudgeForm
from doorstroom.intake.models import Judgement
from doorstroom.intake.selectors import STARTED, Candidate, candidate_of, candidates, playbook_or_none
from doorstroom.intake.services import decide, judge, judge_open_as_met, record_employer_met
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import purpose_of
from doorstroom.programmes.domain.route_model import Playbook
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import WITH_PEOPLE, open_round, visible_nominations
from doorstroom.rounds.models import Nomination, Round
from doorstroom.rounds.selectors import funnel_of
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted

FILTERS = {
    "open": "open", "gekozen": "selected", "reserve": "reserve", "nu-niet": "not_now", "gestart": STARTED,
}  # fmt: skip


def _round_or_404(request: HttpRequest, pk: int) -> tuple[Round, Playbook]:
    """The round and its playbook; a model without selection has no such page."""
    found = open_round(request.actor, pk)
    playbook = playbook_or_none(found[0]) if found else None
    if found is None or playbook is None:
        raise Http404
    return found[0], playbook


@staff_page(*WITH_PEOPLE)
@require_GET
def round_selection(request: HttpRequest, pk: int) -> HttpResponse:
    round, playbook = _round_or_404(request, pk)
    outcome = request.GET.get("uitkomst", "")
    rows = candidates(request.actor, round, playbook, outcome=FILTERS.get(outcome, ""))
    context = {
        "round": round,
        "rows": rows,
        "outcome": outcome,
        "total": funnel_of(round).total,
        "may_choose": _decides(request, round),
        "deciders": playbook.deciders,
    }
    return render(request, "intake/round_selection.html", context)


@staff_page(*WITH_PEOPLE)
@require_POST
def selection_met(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is not judged yet on met, for the people chosen: first a look, then the act."""
    round, playbook = _round_or_404(request, pk)
    keys = [int(value) for value in request.POST.getlist("nomination") if value.isdigit()]
    found = candidates(request.actor, round, playbook)
    chosen = [c for c in found if c.nomination.pk in keys and c.open]
    if not chosen:
        messages.error(request, _("Choose people for whom something is not judged yet."))
        return redirect("round_selection", pk=pk)
    if "sure" not in request.POST:
        return render(request, "intake/selection_preview.html", {"round": round, "chosen": chosen})
    nominations = [candidate.nomination for candidate in chosen]
    done = _("Put on met for %(count)s people. You can change each of them.") % {"count": len(chosen)}
    acted(request, partial(judge_open_as_met, actor=request.actor, nominations=nominations), done)
    return redirect("round_selection", pk=pk)


@staff_page(*WITH_PEOPLE)
@require_GET
def selection_detail(request: HttpRequest, pk: int, nomination: int) -> HttpResponse:
    candidate, playbook = _candidate_or_404(request, pk, nomination)
    person = candidate.nomination.person
    log(
        request.actor,
        Logged(
            "read", "selection", candidate.nomination.pk, person.pk, [Category.PROGRESS],
            purpose_of(request.actor, person.pk),
        ),
    )  # fmt: skip
    return _shown(request, candidate, playbook)


@staff_page(*WITH_PEOPLE)
@require_POST
def selection_judge(request: HttpRequest, pk: int, nomination: int) -> HttpResponse:
    candidate, playbook = _candidate_or_404(request, pk, nomination)
    form = JudgeForm(request.POST, rows=candidate.rows)
    if form.is_valid():
        verdicts = {code: Verdict(value, reason) for code, (value, reason) in form.verdicts().items()}
        act = partial(judge, actor=request.actor, nomination=candidate.nomination, verdicts=verdicts)
        if acted(request, act, _("The criteria are written down.")):
            return redirect("selection_detail", pk=pk, nomination=nomination)
    return _shown(request, candidate, playbook, judging=form)


@staff_page(*WITH_PEOPLE)
@require_POST
def selection_meeting(request: HttpRequest, pk: int, nomination: int) -> HttpResponse:
    candidate, playbook = _candidate_or_404(request, pk, nomination)
    form = EmployerMetForm(request.POST)
    if form.is_valid():
        about = {"actor": request.actor, "nomination": candidate.nomination}
        act = partial(record_employer_met, **about, **form.cleaned_data)
        if acted(request, act, _("The meeting with the employer is written down.")):
            return redirect("selection_detail", pk=pk, nomination=nomination)
    return _shown(request, candidate, playbook, meeting=form)


@staff_page(*WITH_PEOPLE)
@require_POST
def selection_choice(request: HttpRequest, pk: int, nomination: int) -> HttpResponse:
    """One's own voice; when it settles the choice, one may see this person no longer and is back on the list."""
    candidate, playbook = _candidate_or_404(request, pk, nomination)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _shown(request, candidate, playbook, choosing=form)
    try:
        selection = decide(actor=request.actor, nomination=candidate.nomination, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return _shown(request, candidate, playbook, choosing=form)
    if selection.outcome != Nomination.Outcome.OPEN and selection.outcome == form.cleaned_data["outcome"]:
        words = {"name": candidate.nomination.person.full_name, "outcome": selection.get_outcome_display()}
        messages.success(request, _("%(name)s: %(outcome)s. The referrer hears it.") % words)
        return redirect("round_selection", pk=pk)
    messages.success(request, _("Your choice is written down. Somebody else has to agree."))
    return redirect("selection_detail", pk=pk, nomination=nomination)


def _candidate_or_404(request: HttpRequest, pk: int, nomination: int) -> tuple[Candidate, Playbook]:
    round, playbook = _round_or_404(request, pk)
    rows = visible_nominations(request.actor).filter(round=round, pk=nomination)
    found = rows.select_related("person", "referrer", "selection").first()
    if found is None:
        raise Http404
    found.round = round
    return candidate_of(found, playbook), playbook


def _shown(
    request: HttpRequest, candidate: Candidate, playbook: Playbook, *, judging: JudgeForm | None = None,
    meeting: EmployerMetForm | None = None, choosing: ChoiceForm | None = None,
) -> HttpResponse:  # fmt: skip
    nomination, selection = candidate.nomination, candidate.selection
    settled = nomination.outcome in (Nomination.Outcome.NOT_NOW, Nomination.Outcome.WITHDRAWN)
    met = {"met_with": selection.employer_met, "on": selection.employer_met_on} if selection else {}
    earlier = {
        "reason_for_person": selection.reason_for_person if selection else "",
        "alternative": selection.alternative if selection else "",
    }
    context = {
        "candidate": candidate,
        "round": nomination.round,
        "may_choose": not settled and not nomination.started_on and may_choose(request.actor, nomination),
        "judging": judging or JudgeForm(rows=candidate.rows),
        "meeting": meeting or EmployerMetForm(initial=met),
        "choosing": choosing or ChoiceForm(initial=earlier),
        "playbook": playbook,
        "verdicts": dict(Judgement.Verdict.choices),
    }
    return render(request, "intake/selection_detail.html", context)


def _decides(request: HttpRequest, round: Round) -> bool:
    roles = deciding_roles(approach_of(round.model))
    return not roles or request.actor.role in roles
