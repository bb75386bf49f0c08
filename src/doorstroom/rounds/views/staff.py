"""The list of rounds and what is done to one of them; the round on one page stands in `portals`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds import services
from doorstroom.rounds.access import REFERRING, WITH_PEOPLE, Rights, may_plan, open_round, visible_nominations
from doorstroom.rounds.domain.course import CO_SIGNING, MAY_BE_SIGNED
from doorstroom.rounds.forms import AskForm, BackForm, PartnerForm, PayersForm, RoundForm, SeatsForm, SignForm, WhyForm
from doorstroom.rounds.models import Backing, Round
from doorstroom.rounds.selectors import (
    partners_of,
    payers_of,
    people_to_nominate,
    round_places,
    rounds_running,
    seats_of,
    shortfall_of,
    to_be_paid,
    usual_partners,
)
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted, saved

PAGE_SIZE = 25
STEPS: Mapping[str, tuple[Callable[..., Round], Promise]] = {
    "werven": (services.open_recruiting, gettext_lazy("Recruiting is open. Now ask the referrers for people.")),
    "kiezen": (services.begin_selecting, gettext_lazy("Selecting has begun. People can still be nominated.")),
    "bevestigen": (services.confirm_round, gettext_lazy("The round is confirmed.")),
    "starten": (services.start_round, gettext_lazy("The round has started.")),
    "afronden": (services.finish_round, gettext_lazy("The common weeks are over.")),
    "evalueren": (services.evaluate_round, gettext_lazy("The round is evaluated.")),
}


def round_or_404(request: HttpRequest, pk: int) -> tuple[Round, Rights]:
    found = open_round(request.actor, pk)
    if found is None:
        raise Http404
    return found


@staff_page()
@require_GET
def round_list_page(request: HttpRequest) -> HttpResponse:
    finished = request.GET.get("toon") == "afgerond"
    rows = rounds_running(request.actor, running=not finished)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"page": page, "finished": finished, "may_plan": may_plan(request.actor)}
    return render(request, "rounds/round_list.html", context)


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    form = RoundForm(request.POST or None, initial=_from_model(request.GET.get("model", "")))
    if request.method == "POST" and form.is_valid():
        try:
            partners = usual_partners(form.cleaned_data["programme"])
            made = services.plan_round(actor=request.actor, on=request.today, partners=partners, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("The round is planned."), extra_tags="round-new")
            return redirect("round_detail", pk=made.pk)
    return render(request, "rounds/round_form.html", {"form": form})


def _from_model(model: str) -> dict[str, Any]:
    """What follows for a new round from the approach from which somebody came here."""
    found = RouteModel.objects.filter(pk=model).first() if model.isdecimal() and len(model) < 10 else None
    if found is None:
        return {}
    group = approach_of(found).group
    seats = {"seats": group.seats, "minimum_seats": group.minimum_seats or 0} if group else {}
    return {"model": found.pk, "programme": found.programme_id, **seats}


@staff_page(Role.PROGRAMME_MANAGER)
@require_POST
def round_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step along the course; a refusal comes back on the round's page."""
    round, _rights = round_or_404(request, pk)
    if step not in STEPS:
        raise Http404
    act, done = STEPS[step]
    acted(request, partial(act, actor=request.actor, round=round, on=request.today), done)
    return redirect("round_detail", pk=pk)


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def round_seats(request: HttpRequest, pk: int) -> HttpResponse:
    round, rights = round_or_404(request, pk)
    if not rights.lead:
        raise Http404
    seats = seats_of(round)
    form = SeatsForm(request.POST or None, initial={"seats": seats.backed if seats.to_find else round.seats})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_seats(actor=request.actor, round=round, seats=form.cleaned_data["seats"])
        except DomainError as error:
            form.add_error("seats", sentence(error))
        else:
            messages.success(request, _("The round now has %(seats)s seats.") % form.cleaned_data)
            return redirect("round_detail", pk=pk)
    return render(request, "rounds/round_seats.html", {"round": round, "seats": seats, "form": form})


@staff_page(*WITH_PEOPLE)
@require_http_methods(["GET", "POST"])
def round_places_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The places under the round; account managers and the programme manager add to them."""
    round, rights = round_or_404(request, pk)
    form = BackForm(request.POST or None, round=round, on=request.today) if rights.back else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _backed(request, round, form):
            return redirect("round_places", pk=pk)
    seats = seats_of(round)
    context = {
        "round": round, "rights": rights, "seats": seats, "short": shortfall_of(round, seats), "form": form,
        "backings": round_places(round),
    }  # fmt: skip
    return render(request, "rounds/round_places.html", context)


@staff_page(Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)
@require_POST
def promise_sign(request: HttpRequest, pk: int, backing: int) -> HttpResponse:
    round, _rights = round_or_404(request, pk)
    promise = get_object_or_404(Backing.objects.select_related("round"), pk=backing, round=round)
    form = SignForm(request.POST)
    signed_by = form.cleaned_data["signed_by"] if form.is_valid() else ""
    act = partial(services.sign_promise, actor=request.actor, backing=promise, signed_by=signed_by, on=request.today)
    acted(request, act, _("The promise is signed now."))
    return redirect("round_places", pk=pk)


@staff_page(Role.PROGRAMME_MANAGER, Role.ACCOUNT_MANAGER)
@require_POST
def backing_withdraw(request: HttpRequest, pk: int, backing: int) -> HttpResponse:
    round, _rights = round_or_404(request, pk)
    given = get_object_or_404(Backing.objects.select_related("round"), pk=backing, round=round)
    act = partial(services.withdraw_backing, actor=request.actor, backing=given)
    acted(request, act, _("This place no longer counts for the round."))
    return redirect("round_places", pk=pk)


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def round_ask(request: HttpRequest, pk: int) -> HttpResponse:
    round, rights = round_or_404(request, pk)
    if not rights.lead:
        raise Http404
    form = AskForm(request.POST or None, round=round)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_referrers(
                actor=request.actor, round=round, asked=[services.Asked(**form.cleaned_data)], on=request.today
            )  # fmt: skip
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            name = form.cleaned_data["organisation"]
            messages.success(request, _("%(name)s is asked for people.") % {"name": name})
            return redirect("round_recruitment", pk=pk)
    return render(request, "rounds/round_ask.html", {"round": round, "form": form})


@staff_page(*REFERRING)
@require_http_methods(["GET", "POST"])
def round_nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Own people who are not put forward yet; choose one or more and put them forward."""
    round, rights = round_or_404(request, pk)
    if not rights.nominate:
        raise Http404
    search = request.GET.get("q", "")
    people = people_to_nominate(request.actor, round, search)
    if request.method == "POST":
        chosen = list(people_to_nominate(request.actor, round).filter(pk__in=_uuids(request.POST.getlist("person"))))
        if chosen and _nominated(request, round, [person.pk for person in chosen]):
            return redirect("round_recruitment", pk=pk)
        if not chosen:
            messages.error(request, _("Choose at least one person."))
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "rounds/round_nominate.html", {"round": round, "page": page, "search": search})


@staff_page(*WITH_PEOPLE)
@require_http_methods(["GET", "POST"])
def nomination_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_nominations(request.actor).select_related("person", "round__programme")
    nomination = get_object_or_404(found, pk=pk)
    page = {
        "round": nomination.round, "title": _("Withdraw %(name)s") % {"name": nomination.person.full_name},
        "note": _("Partners of the round no longer see this person. The reason stays with the nomination."),
        "submit": _("Withdraw"),
    }  # fmt: skip
    return _with_reason(
        request, page, partial(services.withdraw, nomination=nomination, on=request.today),
        done=_("The nomination is withdrawn. Partners of the round no longer see this person."),
        back=("round_recruitment", nomination.round_id),
    )  # fmt: skip


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def round_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    round, rights = round_or_404(request, pk)
    if not rights.lead:
        raise Http404
    page = {
        "round": round, "title": _("Cancel the round"), "submit": _("Cancel the round"),
        "note": _("Nobody may be waiting for it any more. The reason stays with the round."),
    }  # fmt: skip
    return _with_reason(
        request, page, partial(services.cancel_round, round=round, on=request.today),
        done=_("The round is cancelled."), back=("round_detail", pk),
    )  # fmt: skip


def _with_reason(
    request: HttpRequest, page: dict[str, Any], act: Callable[..., object], *, done: str, back: tuple[str, int]
) -> HttpResponse:
    """A page that asks why before it does something that cannot be undone."""
    form = WhyForm(request.POST or None)
    if saved(request, form, act, done):
        return redirect(back[0], pk=back[1])
    return render(request, "rounds/round_why.html", {**page, "form": form})


@staff_page(*WITH_PEOPLE)
@require_http_methods(["GET", "POST"])
def round_partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works in the round, who signed for it; who leads it adds and removes."""
    round, rights = round_or_404(request, pk)
    form = PartnerForm(request.POST or None) if rights.lead else None
    if request.method == "POST":
        if form is None:
            raise Http404
        act = partial(services.add_partner, round=round, on=request.today)
        if saved(request, form, act, lambda _made: _("%(organisation)s works in this round now.") % form.cleaned_data):
            return redirect("round_partners", pk=pk)
    context = {
        "round": round, "rights": rights, "partners": partners_of(round), "form": form, "co_signing": CO_SIGNING,
        "may_sign": rights.sign and round.state in MAY_BE_SIGNED,
    }  # fmt: skip
    return render(request, "rounds/round_partners.html", context)


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def round_payers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who pays for whom, where that is not the referrer; as many people a page as fit, each with one choice."""
    round, rights = round_or_404(request, pk)
    if not rights.lead:
        raise Http404
    payers = payers_of(round)
    page = Paginator(to_be_paid(request.actor, round), PAGE_SIZE).get_page(request.GET.get("pagina"))
    form = PayersForm(request.POST or None, nominations=list(page), payers=payers)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_payers(actor=request.actor, round=round, payers=form.payers, on=request.today)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Who pays sees these people now, and nobody else."))
            return redirect(request.get_full_path())
    context = {"round": round, "payers": payers, "page": page, "form": form}
    return render(request, "rounds/round_payers.html", context)


@staff_page(Role.PROGRAMME_MANAGER)
@require_POST
def partner_remove(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    round, _rights = round_or_404(request, pk)
    found = get_object_or_404(round.partners.select_related("round", "organisation"), pk=partner)
    act = partial(services.remove_partner, actor=request.actor, partner=found, on=request.today)
    acted(request, act, _("%(organisation)s no longer works in this round.") % {"organisation": found.organisation})
    return redirect("round_partners", pk=pk)


@staff_page(Role.SCHOOL_COORDINATOR, Role.ACCOUNT_MANAGER)
@require_POST
def round_sign(request: HttpRequest, pk: int) -> HttpResponse:
    round, _rights = round_or_404(request, pk)
    signed = ngettext("You signed for one seat.", "You signed for %(seats)s seats.", round.seats)
    act = partial(services.sign_round, actor=request.actor, round=round, on=request.today)
    acted(request, act, signed % {"seats": round.seats})
    return redirect("round_partners", pk=pk)


def _backed(request: HttpRequest, round: Round, form: BackForm) -> bool:
    values = {**form.cleaned_data, "status": Backing.Status(form.cleaned_data["status"])}
    try:
        services.back_places(actor=request.actor, round=round, **values)
    except DomainError as error:
        form.add_error(None, sentence(error))
        return False
    messages.success(request, _("These places count for the round now."))
    return True


def _nominated(request: HttpRequest, round: Round, people: list[UUID]) -> bool:
    nominees = [services.Nominee(p, request.actor.organisation_id, request.actor.membership_id) for p in people]
    told = _("Put forward: %(count)s. You hear what becomes of each of them.") % {"count": len(people)}
    act = partial(services.bulk_nominate, actor=request.actor, round=round, nominees=nominees, on=request.today)
    return bool(acted(request, act, told))


def _uuids(values: list[str]) -> list[UUID]:
    """The keys among these; anything else never stood on the page."""
    keys = []
    for value in values:
        with suppress(ValueError):
            keys.append(UUID(value))
    return keys
