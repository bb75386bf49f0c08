"""Ideas with their fate, decisions and actions on an issue, and how many people each issue reaches."""

from __future__ import annotations

from functools import partial

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import public_page, staff_page
from doorstroom.cooperation.access import BOARD_ROLES, FINISHING_ROLES, may_finish, may_work_on_board, may_write_lessons
from doorstroom.cooperation.forms import ActionForm, DecisionForm, FateForm, IdeaForm, ResultForm
from doorstroom.cooperation.models import Decision, Idea
from doorstroom.cooperation.selectors.board import (
    action_row,
    actions,
    decisions_on,
    idea_row,
    ideas,
    lessons,
    own_ideas,
    people_per_issue,
)
from doorstroom.cooperation.selectors.experiments import experiment_row, experiments
from doorstroom.cooperation.services import finish_action, give_idea, plan_action, record_decision, settle_idea
from doorstroom.programmes.models import Issue
from doorstroom.ui.writing import page_of, saved

FOLLOW = Signer(salt="doorstroom.cooperation.idea")


@staff_page()
@require_GET
def idea_list(request: HttpRequest) -> HttpResponse:
    mine = "mij" in request.GET
    page = page_of(request, own_ideas(request.actor) if mine else ideas())
    rows = [idea_row(each, request.today) for each in page]
    context = {
        "rows": rows, "page": page, "mine": mine, "waiting": sum(row.waits for row in rows),
        "query": "mij=1&" if mine else "",
    }  # fmt: skip
    return render(request, "cooperation/idea_list.html", context)


@staff_page()
@require_http_methods(["GET", "POST"])
def idea_new(request: HttpRequest) -> HttpResponse:
    form = IdeaForm(request.POST or None, initial={"issue": request.GET.get("vraagstuk")})
    made = saved(request, form, partial(give_idea, on=request.today), _("The idea is kept. Its fate will stand here."))
    if made:
        return redirect("idea", made.pk)
    return render(request, "cooperation/form.html", {"form": form, "title": _("Give an idea")})


@staff_page()
@require_http_methods(["GET", "POST"])
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ideas(), pk=pk)
    may_work = may_work_on_board(request.actor)
    if request.method == "POST" and not may_work:
        raise Http404
    form = FateForm(request.POST or None, initial={"owner": found.owner_id})
    if saved(
        request, form, partial(settle_idea, idea=found, on=request.today), _("Who gave the idea can read it now.")
    ):
        return redirect("idea", pk)
    follow = reverse("idea_follow", args=[FOLLOW.sign(str(pk))]) if found.said_by else ""
    context = {
        "row": idea_row(found, request.today),
        "form": form,
        "may_work": may_work,
        "follow": request.build_absolute_uri(follow) if follow else "",
    }
    return render(request, "cooperation/idea.html", context)


@public_page
@require_GET
def idea_follow(request: HttpRequest, signed: str) -> HttpResponse:
    """What became of an idea, for who said it and has no account. Without names of people."""
    try:
        pk = int(FOLLOW.unsign(signed))
    except BadSignature:
        raise Http404 from None
    found = get_object_or_404(Idea.objects.select_related("issue", "owner"), pk=pk)
    return render(request, "cooperation/idea_follow.html", {"idea": found})


@staff_page()
@require_GET
def issue_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the partners keep about one issue beside its facts."""
    issue = get_object_or_404(Issue, pk=pk)
    context = {
        "issue": issue,
        "ideas": [idea_row(each, request.today) for each in ideas().filter(issue=issue)],
        "decisions": [
            (decision, [action_row(action, request.actor) for action in decision.actions.all()])
            for decision in decisions_on(issue)
        ],
        "lessons": lessons().filter(issue=issue),
        "experiments": [experiment_row(each, request.today) for each in experiments().filter(issue=issue)],
        "may_work": may_work_on_board(request.actor),
        "may_write_lessons": may_write_lessons(request.actor),
    }
    return render(request, "cooperation/issue_board.html", context)


@staff_page(*BOARD_ROLES)
@require_http_methods(["GET", "POST"])
def decision_new(request: HttpRequest, pk: int) -> HttpResponse:
    issue = get_object_or_404(Issue, pk=pk)
    form = DecisionForm(request.POST or None, initial={"on": request.today})
    made = saved(request, form, partial(record_decision, issue=issue), _("Written down. Who does what because of it?"))
    if made:
        return redirect("action_new", made.pk)
    return render(request, "cooperation/form.html", {"form": form, "title": _("A decision"), "lead": issue.title})


@staff_page(*BOARD_ROLES)
@require_http_methods(["GET", "POST"])
def action_new(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision, pk=pk)
    form = ActionForm(request.POST or None, initial={"owner": request.actor.organisation_id})
    if saved(request, form, partial(plan_action, decision=decision), _("Agreed.")):
        return redirect("issue_board", decision.issue_id)
    return render(request, "cooperation/form.html", {"form": form, "title": _("An action"), "lead": decision.text})


@staff_page()
@require_GET
def action_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, actions())
    rows = [action_row(each, request.actor) for each in page]
    return render(
        request, "cooperation/action_list.html", {"rows": rows, "page": page, "late": sum(r.late for r in rows)}
    )


@staff_page(*FINISHING_ROLES)
@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(actions(), pk=pk)
    if not may_finish(request.actor, found):
        raise Http404
    form = ResultForm(request.POST or None, initial={"result": found.result})
    if saved(request, form, partial(finish_action, action=found, on=request.today), _("Done.")):
        return redirect("issue_board", found.decision.issue_id)
    said = {"owner": found.owner, "day": date_format(found.due_on, "j F Y"), "issue": found.decision.issue}
    lead = _("%(owner)s, by %(day)s. For the issue “%(issue)s”.") % said
    return render(request, "cooperation/form.html", {"form": form, "title": found.text, "lead": lead})


@staff_page(Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_GET
def issue_people(request: HttpRequest) -> HttpResponse:
    """Figures of all programmes, without names."""
    return render(request, "cooperation/issue_people.html", {"report": people_per_issue()})
