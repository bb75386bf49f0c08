"""Employers, and what each of them offers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.demand.access import may_look_for_people, may_record_places, may_talk_with_employers
from doorstroom.demand.forms import EmployerForm, PlaceForm
from doorstroom.demand.models import Place
from doorstroom.demand.selectors import employers, place_counts, places_on_offer, pressure_of, talks_of
from doorstroom.demand.services import offer_place, register_contact, register_employer, register_site, withdraw_place
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence

PAGE_SIZE = 25
SHOWN_TALKS = 10
RECORDERS = (Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.JOB_COACH)


@staff_page()
@require_GET
def employer_list(request: HttpRequest) -> HttpResponse:
    search, introductions, contracts = request.GET.get("q", ""), reverse("introductions"), reverse("contracts")
    stations, support, lists = reverse("stations"), reverse("support_list"), reverse("job_to_job")
    arrangements = reverse("arrangement_list")
    page = Paginator(employers(on=request.today, search=search), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "search": search,
        "counts": place_counts(on=request.today),
        "may_record": may_record_places(request.actor),
        "introductions": introductions if opens_to(request.actor.role, introductions) else "",
        "stations": stations if opens_to(request.actor.role, stations) else "",
        "support": support if opens_to(request.actor.role, support) else "",
        "lists": lists if opens_to(request.actor.role, lists) else "",
        "arrangements": arrangements if opens_to(request.actor.role, arrangements) else "",
        "contracts": contracts if opens_to(request.actor.role, contracts) else "",
    }
    return render(request, "demand/employer_list.html", context)


@staff_page()
@require_GET
def employer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan and one contact: sites, whom to call, and every place with its tasks."""
    places = places_on_offer(on=request.today).prefetch_related(
        "tasks", "requirements__task", "backings__round__programme"
    )
    employer = get_object_or_404(
        Organisation.objects.filter(kind=OrganisationKind.EMPLOYER)
        .select_related("employer_plan__written_by__user")
        .prefetch_related(
            "contacts",
            "account_managements__member__user",
            "asked_processes__process",
            Prefetch("sites__places", queryset=places),
        ),
        pk=pk,
    )
    talks = talks_of(employer, on=request.today)
    context = {
        "employer": employer,
        "talks": talks[:SHOWN_TALKS],
        "lately": pressure_of(talks, on=request.today),
        "may_talk": may_talk_with_employers(request.actor),
        "may_record": may_record_places(request.actor),
        "may_match": may_look_for_people(request.actor),
    }
    return render(request, "demand/employer_detail.html", context)


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def employer_new(request: HttpRequest) -> HttpResponse:
    form = EmployerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        employer = register_employer(
            actor=request.actor, name=values["name"], registration_number=values["registration_number"],
            employees=values["employees"],
        )  # fmt: skip
        site = register_site(
            actor=request.actor, employer=employer, name=values["site"], street=values["street"],
            postcode=values["postcode"].replace(" ", "").upper(), place=values["place"],
        )  # fmt: skip
        register_contact(
            actor=request.actor, employer=employer, site=site, name=values["contact"], phone=values["phone"],
            email=values["email"],
        )  # fmt: skip
        messages.success(request, _("%(name)s is written down. Now add what it offers.") % {"name": employer})
        return redirect("place_new", pk=employer.pk)
    return render(request, "demand/employer_form.html", {"form": form})


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def place_new(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.EMPLOYER)
    form = PlaceForm(request.POST or None, employer=employer)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            offer_place(
                actor=request.actor, site=form.cleaned_data["site"], contact=form.cleaned_data["contact"],
                details=form.details(), on=request.today,
            )  # fmt: skip
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("The place is written down."))
            return redirect("employer_detail", pk=pk)
    return render(request, "demand/place_form.html", {"form": form, "employer": employer, "refusal": refusal})


@staff_page(*RECORDERS)
@require_POST
def place_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_object_or_404(Place.objects.select_related("site"), pk=pk)
    withdraw_place(actor=request.actor, place=place, on=request.today)
    messages.success(request, _("The place is withdrawn."))
    return redirect("employer_detail", pk=place.site.organisation_id)
