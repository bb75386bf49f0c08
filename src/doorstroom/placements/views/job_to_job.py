"""From job to job: lists of sending employers, the offer to each person, and the clock."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.access import has_role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import visible_to
from doorstroom.participants.selectors import possible_duplicates
from doorstroom.participants.wording import agreed
from doorstroom.placements import services
from doorstroom.placements.access import (
    BY_FILE,
    GUIDES,
    LIST_KEEPERS,
    LIST_READERS,
    may_answer_offers,
    may_keep_lists,
)
from doorstroom.placements.domain.job_to_job import Standing, tally
from doorstroom.placements.forms import ClockForm, ListedForm, NoForm, SendingForm
from doorstroom.placements.models import GuidanceOffer, SendingList
from doorstroom.placements.selectors import list_rows, offers_of, sending_lists, what_a_no_entails
from doorstroom.placements.selectors.job_to_job import approach_term, term_of
from doorstroom.placements.wording import STANDINGS
from doorstroom.programmes.access import own_parts, programmes_of
from doorstroom.programmes.models import Programme
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted, saved

PAGE_SIZE = 25


@staff_page(*LIST_READERS)
@require_GET
def job_to_job(request: HttpRequest) -> HttpResponse:
    """Every list with what people answered."""
    page = Paginator(sending_lists(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": list_rows(list(page)), "may_keep": may_keep_lists(request.actor)}
    return render(request, "placements/job_to_job.html", context)


@staff_page(*LIST_KEEPERS)
@require_http_methods(["GET", "POST"])
def sending_new(request: HttpRequest) -> HttpResponse:
    programmes = programmes_of(request.actor)
    form = SendingForm(request.POST or None, programmes=programmes, initial=_as_the_approach_says(request, programmes))
    act = partial(services.open_sending_list, on=request.today)
    made = saved(request, form, act, _("The list is there. Now add the people whom it names."))
    if made:
        return redirect("sending", made.pk)
    return _form(request, form, _("A list of a sending employer"))


def _as_the_approach_says(request: HttpRequest, programmes: QuerySet[Programme]) -> dict[str, Any]:
    """The one programme that takes people from job to job, and what its approach counts; of several one is chosen."""
    terms = [(programme, term) for programme in programmes if (term := approach_term(programme))]
    if len(terms) != 1:
        return {"received_on": request.today}
    ((programme, term),) = terms
    counted = {"clock": term.clock.value, "months": term.months}
    return {"received_on": request.today, "programme": programme.pk, **counted}


@staff_page(*LIST_READERS)
@require_GET
def sending(request: HttpRequest, sending: int) -> HttpResponse:
    """One list: the answers apart, where everybody stands by the clock, and who still has to answer."""
    found = _list(request, sending)
    rows = offers_of(request.actor, found, on=request.today)
    counts = tally((row.case for row in rows), term_of(found), request.today)
    (everybody,) = list_rows([found])
    shown = [(STANDINGS[each], counts.standings[each]) for each in Standing if counts.standings[each]]
    reads_results = own_parts(request.actor).filter(programme=found.programme_id).exists()
    context = {
        "results": reverse("result_course", args=[found.programme_id]) if reads_results else "",
        "sending": found, "everybody": everybody, "seen": counts.offered, "standings": shown,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_keep": may_keep_lists(request.actor), "may_answer": may_answer_offers(request.actor),
        "by_file": reverse("batch_list") if has_role(request.actor, *BY_FILE) else "",
    }  # fmt: skip
    return render(request, "placements/sending.html", context)


@staff_page(*LIST_KEEPERS)
@require_http_methods(["GET", "POST"])
def sending_clock(request: HttpRequest, sending: int) -> HttpResponse:
    found = _list(request, sending)
    form = ClockForm(request.POST or None, initial={"clock": found.clock, "months": found.months})
    if saved(request, form, partial(services.set_clock, sending=found), _("Every figure of this list counts so now.")):
        return redirect("sending", found.pk)
    return _form(request, form, _("From which moment we count"), found)


@staff_page(*GUIDES)
@require_http_methods(["GET", "POST"])
def sending_person(request: HttpRequest, sending: int) -> HttpResponse:
    """Somebody of the list; who looks like somebody known is asked about first."""
    found = _list(request, sending)
    form = ListedForm(request.POST or None, initial={"language": "nl"})
    doubles = []
    if request.method == "POST" and form.is_valid() and not request.POST.get("ander"):
        known = possible_duplicates(actor=request.actor, described=form.described())
        doubles = [(other, agreed(grounds)) for other, grounds in known]
    if request.method == "POST" and form.is_valid() and not doubles:
        try:
            offer = services.put_on_list(actor=request.actor, sending=found, on=request.today, **form.values())
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("%(name)s stands on the list.") % {"name": offer.trajectory.person.full_name})
            return redirect("sending", found.pk)
    context = {"form": form, "doubles": doubles, "sending": found}
    return render(request, "placements/sending_person.html", context)


@staff_page(*GUIDES)
@require_POST
def offer_yes(request: HttpRequest, offer: int) -> HttpResponse:
    found = _offer(request, offer)
    act = partial(services.accept_offer, actor=request.actor, offer=found, on=request.today)
    acted(request, act, _("%(name)s said yes. Plan the first talk.") % {"name": found.person.full_name})
    return redirect("sending", found.sending_id)


@staff_page(*GUIDES)
@require_http_methods(["GET", "POST"])
def offer_no(request: HttpRequest, offer: int) -> HttpResponse:
    """What a no entails by the approach, before it is written down."""
    found = _offer(request, offer)
    entails, asks_reason = what_a_no_entails(found)
    form = NoForm(request.POST if request.method == "POST" else None, asks_reason=asks_reason)
    act = partial(services.decline_offer, offer=found, on=request.today)
    if saved(request, form, act, _("The no of %(name)s is kept.") % {"name": found.person.full_name}):
        return redirect("sending", found.sending_id)
    context = {"form": form, "offer": found, "entails": entails}
    return render(request, "placements/offer_no.html", context)


def _form(request: HttpRequest, form: forms.Form, title: str, found: SendingList | None = None) -> HttpResponse:
    return render(request, "placements/sending_form.html", {"form": form, "title": title, "sending": found})


def _list(request: HttpRequest, pk: int) -> SendingList:
    return get_object_or_404(sending_lists(request.actor), pk=pk)


def _offer(request: HttpRequest, pk: int) -> GuidanceOffer:
    seen = visible_to(GuidanceOffer.objects.all(), request.actor, Category.PROGRESS)
    return get_object_or_404(seen.select_related("person", "trajectory__model", "sending__employer"), pk=pk)
