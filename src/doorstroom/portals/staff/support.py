"""Help for one person: what fits the need, what has room, what is near. Who gives it is no order (S3.12)."""

from __future__ import annotations

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

from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.intake.access import MAINTAINERS
from doorstroom.intake.domain.services import Offered, in_order
from doorstroom.intake.models import ServiceReferral, SupportService
from doorstroom.intake.selectors.support import open_per_service, service_referrals_of, services_on_offer
from doorstroom.intake.services import move_service_referral, offer_service, refer_to_service
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import DomainError
from doorstroom.matching.domain.facts import Point
from doorstroom.matching.domain.travel import great_circle_km
from doorstroom.participants.access import may_see, purpose_of
from doorstroom.participants.models import PersonContact
from doorstroom.partners.models import PostcodeArea
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import load_trajectory
from doorstroom.ui.forms import DateInput
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted, saved

POINTERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
State = ServiceReferral.State
MOVES = {"start": State.STARTED, "klaar": State.ENDED, "niet": State.NOT_TAKEN}


class ServiceForm(forms.Form):
    provider = forms.ModelChoiceField(label=gettext_lazy("Who gives it?"), queryset=Organisation.objects.none())
    name = forms.CharField(label=gettext_lazy("Name of the service"), max_length=150)
    need = forms.ChoiceField(label=gettext_lazy("What is it for?"), choices=SupportService.Need)
    about = forms.CharField(label=gettext_lazy("What happens, in one line"), max_length=300, required=False)
    postcode = forms.RegexField(
        label=gettext_lazy("First four digits of the postcode"), regex=r"^\d{4}$", required=False,
        help_text=gettext_lazy("Leave it empty when it comes to people or goes by telephone."),
    )  # fmt: skip
    places = forms.IntegerField(
        label=gettext_lazy("How many people at once"), min_value=1, max_value=999, required=False,
        help_text=gettext_lazy("Leave it empty when there is always room."),
    )  # fmt: skip
    until = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        givers = Organisation.objects.exclude(kind=OrganisationKind.EMPLOYER).filter(merged_into=None)
        self.fields["provider"].queryset = givers.order_by("name")


@staff_page(*POINTERS)
@require_http_methods(["GET", "POST"])
def support(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    """What is there for this need, and what was asked already."""
    found = _trajectory(request, person, trajectory)
    if request.method == "POST":
        given = request.POST.get("service", "")
        service = get_object_or_404(SupportService, pk=int(given) if given.isdecimal() else 0)
        act = partial(refer_to_service, actor=request.actor, trajectory=found, service=service, on=request.today)
        acted(request, act, _("Saved: %(name)s was asked.") % {"name": service.name})
        return redirect(request.path)
    asked = request.GET.get("behoefte", "")
    need = asked if asked in SupportService.Need.values else ""
    category = Category.PROGRESS.value
    log(request.actor, Logged("read", "person", person, person, [category], purpose_of(request.actor, person)))
    context = {
        "person": found.person, "trajectory": found, "need": need, "needs": SupportService.Need.choices,
        "services": in_order(_offered(request.actor, found), need),
        "referrals": service_referrals_of(request.actor, found),
    }  # fmt: skip
    return render(request, "portals/support.html", context)


@staff_page(*POINTERS)
@require_POST
def support_move(request: HttpRequest, person: UUID, trajectory: int, service_referral: int, move: str) -> HttpResponse:
    found = _trajectory(request, person, trajectory)
    referral = get_object_or_404(ServiceReferral, pk=service_referral, trajectory=found)
    if move not in MOVES:
        raise Http404
    try:
        move_service_referral(actor=request.actor, referral=referral, to=MOVES[move], on=request.today)
    except DomainError as error:
        messages.error(request, sentence(error))
    return redirect("support", person, trajectory)


@staff_page(*MAINTAINERS)
@require_http_methods(["GET", "POST"])
def support_list(request: HttpRequest) -> HttpResponse:
    """The catalogue, and a form to add to it."""
    form = ServiceForm(request.POST or None)
    if saved(request, form, partial(offer_service, on=request.today), _("Saved: the service.")):
        return redirect("support_list")
    services = services_on_offer(on=request.today).order_by("need", "name", "pk")
    return render(request, "portals/support_list.html", {"form": form, "services": services})


def _offered(actor: Actor, trajectory: Trajectory) -> list[Offered]:
    services = list(services_on_offer(on=actor.on))
    taken = open_per_service(service.pk for service in services)
    home = _home(actor, trajectory.person_id)
    areas = PostcodeArea.objects.in_bulk({service.postcode for service in services} | {home})
    return [
        Offered(
            service.pk, service.name, service.provider.name, service.need,
            None if service.places is None else max(0, service.places - taken[service.pk]),
            _kilometres(areas.get(home), areas.get(service.postcode)),
        )
        for service in services
    ]  # fmt: skip


def _home(actor: Actor, person_id: UUID) -> str:
    """Four digits, when where somebody lives is open to who looks."""
    if not may_see(actor, person_id, Category.CONTACT):
        return ""
    return (PersonContact.objects.filter(person=person_id).values_list("postcode", flat=True).first() or "")[:4]


def _kilometres(home: PostcodeArea | None, there: PostcodeArea | None) -> int | None:
    """As the crow flies between the middles of two postcode areas."""
    if home is None or there is None:
        return None
    return round(great_circle_km(Point(home.latitude, home.longitude), Point(there.latitude, there.longitude)))


def _trajectory(request: HttpRequest, person: UUID, trajectory: int) -> Trajectory:
    found = load_trajectory(request.actor, person, trajectory)
    if found is None:
        raise Http404
    return found
