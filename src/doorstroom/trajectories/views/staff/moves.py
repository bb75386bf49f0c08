"""Every act on one trajectory: a page with one form, or one button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.kernel.errors import DomainError
from doorstroom.kernel.transitions import Strength
from doorstroom.participants.models import OwnGoal
from doorstroom.programmes.domain.route_model import Guard, RouteModel
from doorstroom.trajectories import services
from doorstroom.trajectories.access import colleagues, holders_for, intake_categories
from doorstroom.trajectories.domain.machine import State
from doorstroom.trajectories.forms import (
    DismissalForm,
    ExitForm,
    IntakeForm,
    LeavePhaseForm,
    MemberForm,
    PassForm,
    PhaseForm,
    ReEnterForm,
    StartForm,
    SuspendForm,
)
from doorstroom.trajectories.models import TeamMember, Trajectory
from doorstroom.trajectories.selectors import approach_of, closed_facts, guard_lacks
from doorstroom.trajectories.selectors.facts import first_phases
from doorstroom.trajectories.selectors.intake import known_before
from doorstroom.trajectories.views.staff.pages import (
    FormPage,
    attempted,
    back_to_person,
    form_page,
    read,
    refusal,
    trajectory_or_404,
)
from doorstroom.trajectories.views.staff.people import RECORDERS
from doorstroom.trajectories.wording import named

either = require_http_methods(["GET", "POST"])


def _act(
    request: HttpRequest, trajectory: Trajectory, form: forms.Form, page: FormPage, service: Callable[..., Any]
) -> HttpResponse:
    """One form for one service, which takes the fields as they are."""
    act = partial(service, actor=request.actor, trajectory=trajectory)
    return form_page(request, trajectory, form, page, lambda given: act(**given))


@staff_page(*RECORDERS)
@either
def intake(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    again = found.state != State.REGISTERED
    goal = OwnGoal.objects.filter(person_id=person).first()
    form = IntakeForm(
        request.POST or None, categories=intake_categories(request.actor, found), goal=goal.text if goal else "",
        members=holders_for(found, approach_of(found.model), request.today), again=again,
        initial={"on": request.today, "holder": request.membership.pk, **known_before(request.actor, person)},
    )  # fmt: skip
    page = FormPage(
        _("Intake talk"), _("Begin with what the person wants. What you do not know yet may stay open."),
        _("Save the intake"), _("The intake is saved."),
    )  # fmt: skip
    return form_page(request, found, form, page, lambda given: services.hold_intake(
        actor=request.actor, trajectory=found, holder=given.get("holder") or request.membership, on=given["on"],
        talk=form.talk(), reason=given.get("reason", ""),
    ))  # fmt: skip


@staff_page(*RECORDERS)
@either
def start(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    """What is asked before the start, what of it is missing, who can supply it, and what can be done now."""
    found = _with_model(request, person, trajectory)
    form = StartForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid() and attempted(form, found, lambda given: services.start_trajectory(
        actor=request.actor, trajectory=found, **given
    )):  # fmt: skip
        messages.success(request, _("The trajectory has started."))
        return back_to_person(request, found)
    if request.method == "GET":
        read(request, person, Category.PROGRESS)
    return _start_page(request, found, form)


@staff_page(*RECORDERS)
@require_POST
def guard_pass(request: HttpRequest, person: UUID, trajectory: int, guard: str) -> HttpResponse:
    """Let one missing agreement pass; the form comes back with its text when that is not enough."""
    found = _with_model(request, person, trajectory)
    model = approach_of(found.model)
    asked = next((each for each in model.guards if each.code == guard), None)
    if asked is None:
        raise Http404
    form = PassForm(request.POST, guard=asked, model=model, on=request.today)
    if form.is_valid() and attempted(form, found, lambda given: services.pass_guard(
        actor=request.actor, trajectory=found, confirmation=form.confirmation(), on=request.today
    )):  # fmt: skip
        messages.success(request, _("Let pass for now. It stays on the page until it is settled."))
        return redirect("trajectory_start", person, trajectory)
    return _start_page(request, found, StartForm(initial={"on": request.today}), form)


@staff_page(*RECORDERS)
@require_POST
def fact(request: HttpRequest, person: UUID, trajectory: int, fact: str) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    done = _try(request, found, lambda: services.record_fact(
        actor=request.actor, trajectory=found, fact=fact, on=request.today
    ), gettext_lazy("Written down that this is in order."))  # fmt: skip
    return (
        redirect("trajectory_start", person, trajectory)
        if done and not found.started_on
        else back_to_person(request, found)
    )


@staff_page(*RECORDERS)
@either
def phase_enter(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    opened = {stay.phase for stay in found.phases.all() if stay.ended_on is None}
    phases = [(p.code, named(p.code, approach_of(found.model))) for p in approach_of(found.model).phases]
    form = PhaseForm(
        request.POST or None, phases=[pair for pair in phases if pair[0] not in opened], initial={"on": request.today}
    )
    page = FormPage(
        _("Next phase"), _("Phases may run beside each other. Skipping one or going back is possible, with a reason."),
        _("Open the phase"), _("The phase is open."),
    )  # fmt: skip
    return _act(request, found, form, page, services.enter_phase)


@staff_page(*RECORDERS)
@either
def phase_leave(request: HttpRequest, person: UUID, trajectory: int, phase: str) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    form = LeavePhaseForm(request.POST or None, initial={"on": request.today})
    page = FormPage(
        _("Close: %(phase)s") % {"phase": named(phase, approach_of(found.model))},
        _("The trajectory itself goes on."), _("Close the phase"), _("The phase is closed."),
    )  # fmt: skip
    return form_page(request, found, form, page, lambda given: services.leave_phase(
        actor=request.actor, trajectory=found, phase=phase, **given
    ))  # fmt: skip


@staff_page(*RECORDERS)
@either
def hand_over(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    members = holders_for(found, approach_of(found.model), request.today)
    form = MemberForm(request.POST or None, members=members)
    page = FormPage(
        _("Hand over"), _("One person coordinates. Whoever takes over begins at the moment you end."),
        _("Hand over"), _("Handed over."),
    )  # fmt: skip
    return form_page(request, found, form, page, lambda given: services.hand_to(
        actor=request.actor, trajectory=found, member=given["member"], at=request.now, reason=given["reason"]
    ))  # fmt: skip


@staff_page(*RECORDERS)
@either
def team_add(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    form = MemberForm(request.POST or None, members=colleagues(found, request.today), with_reason=False)
    page = FormPage(
        _("Somebody who helps"), _("Helps beside the coordinating holder, and sees what the agreement opens for that."),
        _("Add to the team"), _("Added to the team."),
    )  # fmt: skip
    return form_page(request, found, form, page, lambda given: services.add_team_member(
        actor=request.actor, trajectory=found, member=given["member"], on=request.today
    ))  # fmt: skip


@staff_page(*RECORDERS)
@require_POST
def team_end(request: HttpRequest, person: UUID, trajectory: int, member: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    helper = get_object_or_404(TeamMember.objects.select_related("member__user"), trajectory=found, pk=member)
    _try(request, found, lambda: services.end_team_member(actor=request.actor, team_member=helper, on=request.today),
         gettext_lazy("No longer in the team."))  # fmt: skip
    return back_to_person(request, found)


@staff_page(*RECORDERS)
@either
def suspend(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    form = SuspendForm(request.POST or None, initial={"on": request.today})
    page = FormPage(
        _("Pause"), _("The place in the trajectory is kept, and so is the contact. A pause is no dropping out."),
        _("Pause the trajectory"), _("The trajectory is paused."),
    )  # fmt: skip
    return _act(request, found, form, page, services.suspend_trajectory)


@staff_page(*RECORDERS)
@require_POST
def resume(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    _try(request, found, lambda: services.resume_trajectory(
        actor=request.actor, trajectory=found, on=request.today
    ), gettext_lazy("Back under way."))  # fmt: skip
    return back_to_person(request, found)


@staff_page(*RECORDERS)
@either
def leave(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    others = colleagues(found, request.today).exclude(pk=request.membership.pk)
    form = ExitForm(request.POST or None, members=others, initial={"on": request.today})
    page = FormPage(
        _("End the trajectory"), _("Phase and week follow by themselves. Nobody falls between: say who is next."),
        _("End the trajectory"), _("The trajectory has ended. Coming back stays possible."),
    )  # fmt: skip
    return _act(request, found, form, page, services.exit_trajectory)


@staff_page(*RECORDERS)
@either
def come_back(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    members = holders_for(found, approach_of(found.model), request.today)
    last = found.holder_terms.order_by("-started_at").values_list("member", flat=True).first()
    form = ReEnterForm(request.POST or None, members=members, initial={"on": request.today, "holder": last})
    page = FormPage(
        _("Back into the trajectory"), _("The same trajectory goes on. Nothing has to be told again."),
        _("Take back in"), _("Back in the trajectory."),
    )  # fmt: skip
    return _act(request, found, form, page, services.re_enter)


@staff_page(*RECORDERS)
@either
def dismissal(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _with_model(request, person, trajectory)
    form = DismissalForm(
        request.POST or None, initial={"certainty": found.dismissal_certainty or "unknown", "day": found.dismissal_date}
    )
    page = FormPage(
        _("Dismissal date"), _("Knowing the date helps to plan. Not sure yet is an answer too."),
        _("Save"), _("The dismissal date is saved."),
    )  # fmt: skip
    return _act(request, found, form, page, partial(services.set_dismissal_date, on=request.today))


@staff_page(*RECORDERS)
@require_POST
def tick(request: HttpRequest, person: UUID, trajectory: int, checklist: str, item: str) -> HttpResponse:
    """One button for both: what is in order is taken back, what is not is marked."""
    found = _with_model(request, person, trajectory)
    act = services.untick_item if request.POST.get("terug") else services.tick_item
    _try(request, found, lambda: act(
        actor=request.actor, trajectory=found, checklist=checklist, item=item, on=request.today
    ), gettext_lazy("The checklist is up to date."))  # fmt: skip
    return back_to_person(request, found)


def _start_page(
    request: HttpRequest, trajectory: Trajectory, form: StartForm, refused: PassForm | None = None
) -> HttpResponse:
    model = approach_of(trajectory.model)
    found = [
        guard
        for phase in first_phases(model, request.today)
        for guard in guard_lacks(trajectory, model, phase, request.today, request.actor)
    ]
    closed = closed_facts(trajectory, [guard.fact for guard in found], request.actor)
    lacks = [_lack(request, guard, model, guard.fact in closed, refused) for guard in found]
    blocking = [lack for lack in lacks if lack["guard"].strength is not Strength.NORM]
    context = {
        "form": form,
        "trajectory": trajectory,
        "person": trajectory.person,
        "lacks": lacks,
        "blocking": blocking,
    }
    return render(request, "trajectories/start.html", context)


def _lack(
    request: HttpRequest, guard: Guard, model: RouteModel, closed: bool, refused: PassForm | None
) -> dict[str, Any]:
    """What the page says of one thing; what is closed to the reader is not said to be missing."""
    passing, name = None, named(guard.code, model)
    if guard.strength is Strength.AGREEMENT:
        same = refused is not None and refused.guard.code == guard.code
        passing = refused if same else PassForm(guard=guard, model=model, on=request.today)
    return {
        "guard": guard, "name": name, "missing": "" if closed else name, "form": passing,
        "supplied_by": ", ".join(named(code, model) for code in guard.supplied_by),
        "confirmed_by": ", ".join(named(code, model) for code in guard.confirmed_by),
    }  # fmt: skip


def _with_model(request: HttpRequest, person: UUID, trajectory: int) -> Trajectory:
    found = trajectory_or_404(request, person, trajectory)
    if found.model is None:
        raise Http404
    return found


def _try(request: HttpRequest, trajectory: Trajectory, act: object, done: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except DomainError as error:
        for text in refusal(error, trajectory):
            messages.error(request, text)
        return False
    messages.success(request, str(done))
    return True
