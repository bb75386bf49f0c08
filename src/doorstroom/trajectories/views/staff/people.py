"""The list of people, registration, and notes from anywhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import visible_people, visible_to
from doorstroom.participants.models import CorrectionRequest, Person
from doorstroom.participants.selectors import phone_of, possible_duplicates
from doorstroom.participants.services import answer_correction
from doorstroom.participants.wording import agreed
from doorstroom.trajectories.access import may_record
from doorstroom.trajectories.forms import JoinForm, NoteForm, RegistrationForm, TakeOverForm, TaskForm
from doorstroom.trajectories.models import Task, TrajectoryState
from doorstroom.trajectories.selectors import Filters, named_people, people_list
from doorstroom.trajectories.services import (
    add_task,
    complete_task,
    register_newcomer,
    register_trajectory,
    reopen_task,
    take_over_task,
    write_note,
)
from doorstroom.trajectories.views.staff.pages import read, refusal
from doorstroom.ui.addresses import back

RECORDERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
REGISTRARS = (Role.CASEWORKER, Role.JOB_COACH)
SUGGESTED = 100


@staff_page()
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    round_id = request.GET.get("ronde", "")
    filters = Filters(
        search=request.GET.get("q", ""),
        scope="mine" if request.GET.get("wie", _whose(request)) == "mijn" else "all",
        state=request.GET.get("staat", "") if request.GET.get("staat") in TrajectoryState.values else "",
        round_id=int(round_id) if round_id.isdecimal() else None,
    )
    found = people_list(request.actor, filters, page=request.GET.get("pagina"))
    query = request.GET.copy()
    query.pop("pagina", None)
    return render(request, "trajectories/people.html", {
        "found": found, "filters": filters, "states": TrajectoryState.choices, "query": query.urlencode(),
        "filtered": request.GET.get("wie") == "mijn" or bool(filters.state or filters.round_id),
        "together": _together(request, filters),
    })  # fmt: skip


def _whose(request: HttpRequest) -> str:
    """Who guides people opens on her own; who looks for somebody looks among everybody."""
    return "mijn" if request.actor.role in REGISTRARS and not request.GET else "allen"


def _together(request: HttpRequest, filters: Filters) -> str:
    """The address for one act on several people, with the round one looks at."""
    if request.actor.role not in RECORDERS:
        return ""
    return reverse("together") + (f"?ronde={filters.round_id}" if filters.round_id else "")


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None, initial={"language": "nl"})
    doubles: list[tuple[Person, str]] = []
    if request.method == "POST" and form.is_valid() and not request.POST.get("ander"):
        found = possible_duplicates(actor=request.actor, described=form.described())
        doubles = [(other, agreed(grounds)) for other, grounds in found]
    if request.method == "POST" and form.is_valid() and not doubles:
        try:
            given = form.cleaned_data
            person, _trajectory = register_newcomer(
                actor=request.actor, newcomer=form.newcomer(), programme=given["programme"], source=given["source"],
                on=request.today,
            )  # fmt: skip
        except DomainError as error:
            for text in refusal(error):
                form.add_error(None, text)
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": person.full_name})
            return redirect("person", person.pk)
    return render(request, "trajectories/person_new.html", {"form": form, "doubles": doubles})


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "POST"])
def trajectory_new(request: HttpRequest, person: UUID) -> HttpResponse:
    """A programme for somebody who is known here already."""
    about = visible_people(request.actor, Category.PROGRESS).filter(pk=person).first()
    if about is None:
        raise Http404
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register_trajectory(actor=request.actor, person=about, on=request.today, **form.cleaned_data)
        except DomainError as error:
            for text in refusal(error):
                form.add_error(None, text)
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": about.full_name})
            return redirect("person", about.pk)
    if request.method == "GET":
        read(request, about.pk, Category.CORE)
    return render(request, "trajectories/trajectory_new.html", {"form": form, "person": about})


@staff_page(*RECORDERS)
@require_POST
def remark_answer(request: HttpRequest, person: UUID, remark: int) -> HttpResponse:
    """Tell the person what was done with “this is not right”."""
    asked = visible_to(CorrectionRequest.objects.all(), request.actor, Category.PROGRESS)
    found = asked.filter(person_id=person, pk=remark).first()
    if found is None:
        raise Http404
    try:
        answer_correction(actor=request.actor, request=found, answer=request.POST.get("antwoord", ""), at=request.now)
    except DomainError as error:
        messages.error(request, refusal(error)[0])
    else:
        messages.success(request, _("The participant reads your answer in “My week”."))
    return redirect("person", person)


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """A contact from anywhere: the person is given, chosen by name, or chosen among those of that name."""
    wanted = request.POST.get("person") or request.GET.get("person", "")
    name = request.POST.get("naam", "").strip()
    person = _noted_person(request, wanted) if wanted else None
    matches = list(named_people(request.actor, name)[:20]) if name and person is None else []
    if len(matches) == 1:
        person = matches[0]
    form = NoteForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and person and form.is_valid():
        try:
            write_note(actor=request.actor, person=person, **form.cleaned_data)
        except DomainError as error:
            for text in refusal(error):
                form.add_error(None, text)
        else:
            messages.success(request, _("Your note about %(name)s is kept.") % {"name": person.full_name},
                             extra_tags=_draft(person))  # fmt: skip
            return back(request, reverse("person", args=[person.pk]))
    if person is None:
        form.fields["channel"].widget.attrs.pop("autofocus")
    phone = phone_of(request.actor, person.pk) if person else ""
    if person and phone and request.method == "GET":
        read(request, person.pk, Category.CONTACT)
    return render(request, "trajectories/note.html", {
        "form": form, "person": person, "phone": phone, "matches": matches, "name": name, "draft": _draft(person),
        "nobody": request.method == "POST" and person is None and not matches,
        "suggested": [] if person else named_people(request.actor, "")[:SUGGESTED],
    })  # fmt: skip


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def task_new(request: HttpRequest, person: UUID) -> HttpResponse:
    about = _noted_person_or_404(request, person)
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        owner = request.membership if given["mine"] else None
        try:
            add_task(actor=request.actor, person=about, text=given["text"], due_on=given["due_on"], owner=owner,
                     reason=given["reason"], on=request.today)  # fmt: skip
        except DomainError as error:
            for text in refusal(error):
                form.add_error("reason" if error.code == "takeover_needs_reason" else None, text)
        else:
            messages.success(request, _("The next step is written down."))
            return back(request, reverse("person", args=[about.pk]))
    if request.method == "GET":
        read(request, about.pk, Category.NOTES)
    return render(request, "trajectories/task.html", {"form": form, "person": about})


@staff_page(*RECORDERS)
@require_POST
def task_done(request: HttpRequest, person: UUID, task: int) -> HttpResponse:
    """Ticked, or taken back."""
    found = _task_or_404(request, person, task)
    if request.POST.get("terug"):
        reopen_task(actor=request.actor, task=found)
        messages.success(request, _("Taken back: the step is open again."))
    else:
        complete_task(actor=request.actor, task=found, on=request.today)
        messages.success(request, _("Done. What is the next step?"))
    return redirect("person", person)


@staff_page(*RECORDERS)
@require_POST
def task_take_over(request: HttpRequest, person: UUID, task: int) -> HttpResponse:
    found = _task_or_404(request, person, task)
    form = TakeOverForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        take_over_task(actor=request.actor, task=found, owner=request.membership, reason=reason)
    except DomainError as error:
        messages.error(request, refusal(error)[0])
    else:
        messages.success(request, _("You do this now."))
    return redirect("person", person)


def _task_or_404(request: HttpRequest, person: UUID, task: int) -> Task:
    tasks = visible_to(Task.objects.select_related("person"), request.actor, Category.NOTES)
    found = tasks.filter(person_id=person, pk=task).first()
    if found is None:
        raise Http404
    return found


def _noted_person(request: HttpRequest, text: str) -> Person:
    try:
        return _noted_person_or_404(request, UUID(text))
    except ValueError as error:
        raise Http404 from error


def _noted_person_or_404(request: HttpRequest, person: UUID) -> Person:
    """Somebody whose notes are open to the one who acts; anybody else does not exist."""
    found = visible_to(Person.objects.all(), request.actor, Category.NOTES, person="id").filter(pk=person).first()
    if found is None or not may_record(request.actor):
        raise Http404
    return found


def _draft(person: Person | None) -> str:
    return f"note-{person.pk}" if person else "note"
