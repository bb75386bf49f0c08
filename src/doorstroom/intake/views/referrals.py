"""Warm handovers: the list of what waits, a new one, and everything one may do with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.intake import services
from doorstroom.intake.access import may_set_terms
from doorstroom.intake.domain.referral import TABLE, MoveName, State
from doorstroom.intake.forms import (
    AcceptForm,
    ContactForm,
    DeclineForm,
    OutcomeForm,
    ReasonForm,
    ReferralForm,
    SeenForm,
    TalkForm,
    TermsForm,
)
from doorstroom.intake.selectors.referrals import (
    ReferralLine,
    open_referrals,
    own_words,
    receiving_organisations,
    referral_or_none,
    terms_of,
)
from doorstroom.kernel.errors import DomainError
from doorstroom.participants.access import may_see, purpose_of
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.selectors import load_trajectory
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import saved

RECORDERS = (Role.CASEWORKER, Role.JOB_COACH, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
either = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Kind:
    """One thing that may be done: its form, the service, what stands on the button and what is said afterwards."""

    move: MoveName | None
    form: type[forms.Form]
    service: Callable[..., object]
    label: Any
    done: Any


@dataclass(frozen=True)
class Offer:
    """An act that is possible now, with its form. `main`: the one that is waited for."""

    slug: str
    label: Any
    form: forms.Form
    main: bool


KINDS = {
    "versturen": Kind(
        MoveName.SEND, SeenForm, services.send_referral, gettext_lazy("Send"),
        gettext_lazy("Sent. You go on coordinating until it is taken over."),
    ),
    "ontvangen": Kind(
        MoveName.RECEIVE, forms.Form, services.receive_referral, gettext_lazy("We have it"),
        gettext_lazy("The sender sees that it is with you."),
    ),
    "gesprek": Kind(
        MoveName.PLAN_TALK, TalkForm, services.plan_talk, gettext_lazy("Plan the talk of three"),
        gettext_lazy("The talk is planned; the sender hears it."),
    ),
    "overnemen": Kind(
        MoveName.ACCEPT, AcceptForm, services.accept_referral, gettext_lazy("Take over"),
        gettext_lazy("You coordinate now. Everything that was known is in the file."),
    ),
    "niet-overnemen": Kind(
        MoveName.DECLINE, DeclineForm, services.decline_referral, gettext_lazy("Do not take over"),
        gettext_lazy("The sender hears why, and what else is possible."),
    ),
    "eerste-contact": Kind(
        None, ContactForm, services.record_first_contact, gettext_lazy("Note the first contact"),
        gettext_lazy("The first contact is written down."),
    ),
    "uitkomst": Kind(
        MoveName.REPORT, OutcomeForm, services.report_referral, gettext_lazy("Tell how it goes"),
        gettext_lazy("The sender hears how it goes."),
    ),
    "gelezen": Kind(
        MoveName.CLOSE, forms.Form, services.close_referral, pgettext_lazy("outcome of a handover", "I have read it"),
        gettext_lazy("This handover is done."),
    ),
    "teruggeven": Kind(
        MoveName.GIVE_BACK, ReasonForm, services.give_back_referral, gettext_lazy("Give back"),
        gettext_lazy("The sender coordinates again and hears why."),
    ),
    "intrekken": Kind(
        MoveName.WITHDRAW, ReasonForm, services.withdraw_referral, gettext_lazy("Withdraw"),
        gettext_lazy("Withdrawn. What you shared is no longer to be read there."),
    ),
}  # fmt: skip
WAITED_FOR = {
    "send": "versturen", "receipt": "ontvangen", "talk": "gesprek", "answer": "overnemen",
    "first_contact": "eerste-contact", "report": "uitkomst", "read": "gelezen",
}  # fmt: skip


@staff_page(*RECORDERS)
@require_GET
def referral_list(request: HttpRequest) -> HttpResponse:
    received, sent = open_referrals(request.actor)
    context = {"received": received, "sent": sent, "mine": sum(line.mine for line in [*received, *sent])}
    return render(request, "intake/referral_list.html", context)


@staff_page(*RECORDERS)
@either
def referral_new(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = load_trajectory(request.actor, person, trajectory)
    if found is None:
        raise Http404
    form = ReferralForm(
        request.POST or None, organisations=receiving_organisations(found, request.today),
        initial={"wish": own_words(found)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        seen_how = given.pop("seen_how")
        try:
            made = services.draft_referral(actor=request.actor, trajectory=found, on=request.today, **given)
            if seen_how:
                services.send_referral(actor=request.actor, referral=made, seen_how=seen_how, on=request.today)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            kept = _("Kept, not sent. Go through it with the participant first.")
            messages.success(request, str(KINDS["versturen"].done) if seen_how else kept)
            return redirect("referral", pk=made.pk)
    return render(request, "intake/referral_new.html", {"form": form, "trajectory": found, "person": found.person})


@staff_page(*RECORDERS)
@require_GET
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    line = _line_or_404(request, pk)
    person = line.row.person_id
    log(
        request.actor,
        Logged("read", "referral", pk, person, [Category.PROGRESS], purpose_of(request.actor, person)),
    )  # fmt: skip
    return _shown(request, line)


@staff_page(*RECORDERS)
@require_POST
def referral_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One form for one service; refused, the page comes back with what was typed."""
    line, kind = _line_or_404(request, pk), KINDS.get(act)
    if kind is None:
        raise Http404
    form = kind.form(request.POST, auto_id=f"{act}-%s")
    if saved(request, form, partial(kind.service, referral=line.row, on=request.today), str(kind.done)):
        return redirect("referral", pk=pk)
    return _shown(request, _line_or_404(request, pk), act, form)


@staff_page(Role.PROGRAMME_MANAGER)
@either
def referral_terms(request: HttpRequest, programme: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.select_related("referral_terms"), pk=programme)
    if not may_set_terms(request.actor, found):
        raise Http404
    form = TermsForm(request.POST or None, initial=vars(terms_of(found)))
    act = partial(services.set_referral_terms, programme=found)
    if saved(request, form, act, _("These days hold from now on, also for handovers under way.")):
        return redirect("referral_list")
    return render(request, "intake/referral_terms.html", {"form": form, "programme": found})


def _line_or_404(request: HttpRequest, pk: int) -> ReferralLine:
    line = referral_or_none(request.actor, pk)
    if line is None:
        raise Http404
    return line


def _shown(
    request: HttpRequest, line: ReferralLine, act: str = "", form: forms.Form | None = None
) -> HttpResponse:  # fmt: skip
    offers = _offers(line, act, form)
    context = {
        "line": line,
        "row": line.row,
        "main": next((offer for offer in offers if offer.main), None),
        "others": [offer for offer in offers if not offer.main],
        "open": act,
        "sees_person": may_see(request.actor, line.row.person_id, Category.CORE),
    }
    return render(request, "intake/referral.html", context)


def _offers(line: ReferralLine, act: str, form: forms.Form | None) -> list[Offer]:
    """What this side may do now; a form that was refused keeps what was typed."""
    waited = WAITED_FOR[line.due.step] if line.due else ""
    return [
        Offer(
            slug,
            kind.label,
            form
            if form and slug == act
            else kind.form(auto_id=f"{slug}-%s", initial={"talk_held_on": line.row.talk_on}),
            slug == waited,
        )
        for slug, kind in KINDS.items()
        if _possible(line, kind)
    ]


def _possible(line: ReferralLine, kind: Kind) -> bool:
    spoken = line.row.first_contact_on is not None
    if kind.move is None:
        return line.row.state == State.ACCEPTED and line.side == "receiver" and not spoken
    move = TABLE[kind.move]
    fits = line.row.state in move.sources and line.side is not None and line.side.value in move.roles
    return fits and (kind.move is not MoveName.REPORT or spoken)
