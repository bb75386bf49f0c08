"""The issue board, one issue, and approaches."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.programmes.access import (
    MODEL_WRITERS,
    PROGRAMME_LEADERS,
    may_adopt_issue,
    may_change_models,
    may_lead_programmes,
    may_own_issue,
    may_signal_issue,
)
from doorstroom.programmes.domain.fields import ModelError
from doorstroom.programmes.domain.in_force import turning_days
from doorstroom.programmes.domain.issues import missing_for, next_step
from doorstroom.programmes.domain.messages import explain
from doorstroom.programmes.domain.versions import diff
from doorstroom.programmes.forms.cooperation import (
    IssueForm,
    ModelCopyForm,
    OwnerForm,
    ProgrammeForm,
    RulesOnForm,
    StepForm,
    ready_for,
)
from doorstroom.programmes.models import Issue, IssueState, RouteModel
from doorstroom.programmes.selectors import (
    approach_of,
    calendar_for,
    concepts_named,
    issue_facts,
    issues,
    models_in_use,
    shown_plan,
    whole_issues,
)
from doorstroom.programmes.selectors.contents import contents_of, wholes_of
from doorstroom.programmes.selectors.drafts import open_drafts, said_to_people
from doorstroom.programmes.selectors.rules import shown_rules
from doorstroom.programmes.selectors.story import moments
from doorstroom.programmes.services import (
    add_issue_owner,
    advance_issue,
    begin_programme,
    copy_route_model,
    signal_issue,
)
from doorstroom.programmes.views.differences import in_words
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import saved


@staff_page()
@require_GET
def cooperation(request: HttpRequest) -> HttpResponse:
    """What the partners work on together: issues, approaches and agreements."""
    listed = list(issues())
    context = {
        "issues": listed,
        "without_second_owner": sum(len(issue.owners.all()) < 2 for issue in listed),
        "models": models_in_use(),
        "may_signal": may_signal_issue(request.actor),
        "may_count": may_adopt_issue(request.actor),
        "may_see_supply": opens_to(request.actor.role, reverse("supply_demand")),
        "may_change": may_change_models(request.actor),
        "may_lead": may_lead_programmes(request.actor),
        "drafts": open_drafts() if may_change_models(request.actor) else (),
    }
    return render(request, "programmes/cooperation.html", context)


@staff_page()
@require_GET
def issue_detail(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(whole_issues(), pk=pk)
    return _issue_page(request, issue)


@staff_page(Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_http_methods(["GET", "POST"])
def issue_new(request: HttpRequest) -> HttpResponse:
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        concepts, unknown = concepts_named(values.pop("occupations"))
        issue = signal_issue(
            actor=request.actor, owner=request.membership.organisation, occupations=concepts, on=request.today, **values
        )
        if unknown:
            messages.warning(
                request, _("Not found in the list of occupations: %(names)s.") % {"names": ", ".join(unknown)}
            )
        messages.success(request, _("The issue is registered. Find a second owner to adopt it."))
        return redirect("issue_detail", pk=issue.pk)
    return render(request, "programmes/issue_form.html", {"form": form})


@staff_page(Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_POST
def issue_owner(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(Issue, pk=pk)
    form = OwnerForm(request.POST)
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        add_issue_owner(actor=request.actor, issue=issue, organisation=organisation, on=request.today)
        messages.success(request, _("%(name)s owns this issue too.") % {"name": organisation})
    return redirect("issue_detail", pk=pk)


@staff_page(Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_POST
def issue_step(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(whole_issues(), pk=pk)
    form = StepForm(request.POST)
    form.is_valid()
    try:
        issue = advance_issue(
            actor=request.actor, issue=issue, decision=form.cleaned_data.get("decision", ""), on=request.today
        )
    except DomainError as refusal:
        return _issue_page(request, get_object_or_404(whole_issues(), pk=pk), form=form, refusal=sentence(refusal))
    messages.success(request, _("The issue is now: %(state)s.") % {"state": issue.get_state_display()})
    return redirect("issue_detail", pk=pk)


def _issue_page(request: HttpRequest, issue: Issue, form: StepForm | None = None, refusal: str = "") -> HttpResponse:
    step = next_step(issue.state)
    states = list(IssueState)
    place = states.index(IssueState(issue.state))
    context = {
        "issue": issue,
        "step": IssueState(step).label if step else "",
        "steps": [
            {"label": state.label, "state": "now" if n == place else "done" if n < place else ""}
            for n, state in enumerate(states)
        ],
        "missing": missing_for(step, issue_facts(issue)) if step else (),
        "form": form or StepForm(),
        "owner_form": OwnerForm(),
        "refusal": refusal,
        "may_work": may_own_issue(request.actor, issue),
        "may_adopt": may_adopt_issue(request.actor),
    }
    return render(request, "programmes/issue_detail.html", context, status=409 if refusal else 200)


@staff_page()
@require_GET
def model_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An approach: what follows from it, and what its source did otherwise."""
    model = get_object_or_404(RouteModel.objects.select_related("derived_from", "programme"), pk=pk)
    approach = approach_of(model)
    dates = RulesOnForm(request.GET if "op" in request.GET else None, initial={"op": request.today})
    on = dates.cleaned_data["op"] if dates.is_valid() else request.today
    changes = diff(approach_of(model.derived_from), approach) if model.derived_from else ()
    context = {
        "model": model,
        "approach": approach,
        "plan": shown_plan(approach, calendar_for(approach, request.today, region="")),
        "changes": changes,
        "differences": in_words(changes, approach_of(model.derived_from), approach) if model.derived_from else [],
        "contents": contents_of(model),
        "wholes": wholes_of(model),
        "on": on,
        "dates": dates,
        "turns": turning_days(approach),
        "rules": shown_rules(approach, on),
        "moments": moments(approach),
        "may_plan": opens_to(request.actor.role, reverse("round_new")),
        "said": said_to_people(approach),
        "newest": not RouteModel.objects.filter(code=model.code, version__gt=model.version).exists(),
        "may_change": may_change_models(request.actor),
    }
    return render(request, "programmes/model_detail.html", context)


@staff_page(*PROGRAMME_LEADERS)
@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    """A programme with its first goal; its approach is written next."""
    if "more" in request.POST:
        return render(request, "programmes/programme_new.html", {"form": ProgrammeForm.with_more_lines(request.POST)})
    form = ProgrammeForm(request.POST or None, initial=ready_for(request.actor))
    told = _("The programme is there, with its goal. Now write how it works.")
    if made := saved(request, form, begin_programme, told):
        return redirect(f"{reverse('draft_new')}?programma={made.pk}")
    return render(request, "programmes/programme_new.html", {"form": form})


@staff_page(*MODEL_WRITERS)
@require_http_methods(["GET", "POST"])
def model_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy that keeps its lineage; rounds on the source stay as they are."""
    model = get_object_or_404(RouteModel, pk=pk)
    form = ModelCopyForm(request.POST or None, approach=approach_of(model))
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            copied = copy_route_model(
                actor=request.actor,
                model=model,
                changes=form.changes(),
                code=form.cleaned_data["code"],
                on=request.today,
            )
        except ModelError as error:
            problems = [explain(problem, _) for problem in error.problems]
        else:
            messages.success(
                request, _("%(model)s is made. Running rounds stay on their own version.") % {"model": copied}
            )
            return redirect("model_detail", pk=copied.pk)
    return render(request, "programmes/model_copy.html", {"model": model, "form": form, "problems": problems})
