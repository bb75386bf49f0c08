"""What the pages of one trajectory share: find it or nothing, and one form that becomes one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import may_see, purpose_of
from doorstroom.programmes.domain.route_model import RouteModel
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import approach_of, load_trajectory
from doorstroom.trajectories.wording import explain
from doorstroom.ui.addresses import back
from doorstroom.ui.wording import sentence


@dataclass(frozen=True)
class FormPage:
    """`submit` stands on the button, `done` is the message afterwards, `note` a sentence of meaning."""

    title: Any
    note: Any
    submit: Any
    done: Any


def trajectory_or_404(request: HttpRequest, person: UUID, trajectory: int) -> Trajectory:
    found = load_trajectory(request.actor, person, trajectory)
    if found is None:
        raise Http404
    return found


def model_of(trajectory: Trajectory) -> RouteModel | None:
    return approach_of(trajectory.model) if trajectory.model else None


def form_page(
    request: HttpRequest,
    trajectory: Trajectory,
    form: forms.Form,
    page: FormPage,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show the form, or do the act and go back to the person; a refusal keeps the text and says why."""
    if request.method == "POST" and form.is_valid() and attempted(form, trajectory, act):
        messages.success(request, str(page.done))
        return back_to_person(request, trajectory)
    if request.method == "GET":
        read(request, trajectory.person_id, Category.PROGRESS)
    context = {"form": form, "page": page, "trajectory": trajectory, "person": trajectory.person}
    return render(request, "trajectories/form.html", context)


def attempted(form: forms.Form, trajectory: Trajectory, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether it was done; every reason why not becomes an error of the form."""
    try:
        act(form.cleaned_data)
    except DomainError as error:
        for text in refusal(error, trajectory):
            form.add_error(None, text)
        return False
    return True


def refusal(error: DomainError, trajectory: Trajectory | None = None) -> list[str]:
    if isinstance(error, TrajectoryError):
        return explain(error, model_of(trajectory) if trajectory else None)
    return [sentence(error)]


def back_to_person(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """To the person or where one came from, or to the list when the act closed one's own access."""
    if not may_see(request.actor, trajectory.person_id, Category.CORE):
        return back(request, reverse("people"))
    return back(request, f"{reverse('person', args=[trajectory.person_id])}?traject={trajectory.pk}")


def read(request: HttpRequest, person_id: UUID, *categories: str) -> None:
    """A page about one person was read: by whom, which parts, for what."""
    actor = request.actor
    log(actor, Logged("read", "person", person_id, person_id, sorted(categories), purpose_of(actor, person_id)))
