"""Looking back, for staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstroom.accounts.models import Membership
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.followup.access import OBSERVERS, visible_observations, visible_samples
from doorstroom.followup.forms import NOT_FOUND_OUT, ObservationForm
from doorstroom.followup.models import Observation
from doorstroom.followup.selectors import left_unknown, observations_of, open_of_sample, still_to_ask
from doorstroom.followup.services import record_known, record_unknown
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import purpose_of
from doorstroom.participants.selectors import phone_of
from doorstroom.placements.selectors import paid_work_known
from doorstroom.ui.addresses import back
from doorstroom.ui.paging import KeyPaginator
from doorstroom.ui.wording import sentence

PER_PAGE = 50


@staff_page(*OBSERVERS)
def follow_up(request: HttpRequest) -> HttpResponse:
    """Who is to be asked how things are; apart from them those of whom it could not be found out."""
    samples = list(visible_samples(request.actor))
    chosen = next((each for each in samples if str(each.pk) == request.GET.get("steekproef")), None)
    unknown = request.GET.get("toon") == "onbekend" and chosen is None
    if chosen:
        rows = open_of_sample(request.actor, chosen, on=request.today)
    else:
        rows = (left_unknown if unknown else still_to_ask)(request.actor, on=request.today)
    context = {
        "unknown": unknown,
        "page": KeyPaginator(rows, PER_PAGE).get_page(request.GET.get("p")),
        "samples": samples,
        "chosen": chosen,
    }
    return render(request, "followup/list.html", context)


@staff_page(*OBSERVERS)
def observation(request: HttpRequest, person_id: UUID, observation_id: int) -> HttpResponse:
    """Answer one moment, beside the others of this person."""
    rows = visible_observations(request.actor).filter(person_id=person_id)
    found = get_object_or_404(rows.select_related("person"), pk=observation_id)
    log(request.actor, Logged("read", "person", person_id, person_id, [Category.CONTACT, Category.PROGRESS],
                              purpose_of(request.actor, person_id)))  # fmt: skip
    known = paid_work_known(request.actor, person_id, on=request.today)
    form = ObservationForm(
        request.POST or None,
        owners=_owners(request.actor),
        initial={"observed_on": request.today, "owner": found.owner_id, **known},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, found, dict(form.cleaned_data))
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved."), extra_tags=f"observation-{found.pk}")
            return back(request, reverse("follow_up"))
    context = {
        "observation": found,
        "form": form,
        "others": observations_of(request.actor, person_id).exclude(pk=found.pk),
        "phone": phone_of(request.actor, person_id),
    }
    return render(request, "followup/observation.html", context)


def _record(request: HttpRequest, found: Observation, given: dict[str, Any]) -> None:
    owner = given.pop("owner")
    if given["situation"] == NOT_FOUND_OUT:
        record_unknown(
            actor=request.actor, observation=found, owner=owner, source=given["source"], on=request.today
        )  # fmt: skip
    else:
        record_known(actor=request.actor, observation=found, on=request.today, **given)


def _owners(actor: Actor) -> Any:
    """Colleagues who look back."""
    colleagues = Membership.objects.valid(actor.on).filter(organisation=actor.organisation_id, role__in=OBSERVERS)
    return colleagues.select_related("user").order_by("user__name", "id")
