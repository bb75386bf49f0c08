"""Recruiting: who was asked and nominated, meetings, invitations and who came."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.intake.forms import MeetingForm
from doorstroom.intake.models import InformationMeeting, Invitation
from doorstroom.intake.selectors import invited, meetings_of, own_people, to_invite
from doorstroom.intake.services import Show, invite, plan_meeting, record_shows, take_back_invitations
from doorstroom.kernel.errors import DomainError
from doorstroom.rounds.access import open_round
from doorstroom.rounds.selectors import referrers_of
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted

PAGE_SIZE = 50
LAST = "invited"
"""In the session: the meeting and the nominations that one invited last, so that it can be taken back."""
RECRUITERS = (Role.PROGRAMME_MANAGER, Role.SCHOOL_COORDINATOR)
CAME, AWAY = Invitation.Attended.CAME, Invitation.Attended.STAYED_AWAY


@staff_page()
@require_GET
def round_recruitment(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_round(request.actor, pk)
    if found is None:
        raise Http404
    round, rights = found
    counts, referrers = referrers_of(request.actor, round)
    context = {
        "round": round,
        "rights": rights,
        "funnel": counts,
        "referrers": referrers,
        "page": Paginator(own_people(request.actor, round), PAGE_SIZE).get_page(request.GET.get("pagina")),
        "meetings": list(meetings_of(round)),
    }
    return render(request, "intake/round_recruitment.html", context)


@staff_page(*RECRUITERS)
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_round(request.actor, pk)
    if found is None or not found[1].recruit:
        raise Http404
    before = meetings_of(found[0]).last()
    form = MeetingForm(request.POST or None, initial={"location": before.location if before else ""})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(values["on"], values["at"]))
        try:
            made = plan_meeting(
                actor=request.actor, round=found[0], starts_at=starts_at, location=values["location"]
            )  # fmt: skip
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("The meeting is planned. Now invite people."))
            return redirect("meeting_detail", pk=made.pk)
    return render(request, "intake/meeting_form.html", {"round": found[0], "form": form})


@staff_page(*RECRUITERS)
@require_http_methods(["GET", "POST"])
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited; after the meeting, who came and why others did not."""
    meeting = _meeting_or_404(request, pk)
    over = meeting.starts_at <= request.now
    rows = list(invited(request.actor, meeting))
    if request.method == "POST":
        shows = {row.nomination_id: show for row in rows if (show := _show(request, row))}
        try:
            record_shows(actor=request.actor, meeting=meeting, shows=shows)
        except DomainError as error:
            messages.error(request, sentence(error))
            rows = [_typed(row, shows.get(row.nomination_id)) for row in rows]
        else:
            messages.success(request, _("Written down who came."))
            return redirect("meeting_detail", pk=pk)
    context = {
        "meeting": meeting, "rows": rows, "over": over, "reasons": Invitation.Reason.choices,
        "to_invite": list(to_invite(request.actor, meeting)),
        "may_undo": not over and request.session.get(LAST, [None])[0] == pk,
    }  # fmt: skip
    return render(request, "intake/meeting_detail.html", context)


@staff_page(*RECRUITERS)
@require_POST
def meeting_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """First a look at who would be invited, then the invitation."""
    meeting = _meeting_or_404(request, pk)
    keys = [int(value) for value in request.POST.getlist("nomination") if value.isdigit()]
    chosen = list(to_invite(request.actor, meeting).filter(pk__in=keys))
    if not chosen:
        messages.error(request, _("Choose at least one person."))
        return redirect("meeting_detail", pk=pk)
    if "sure" not in request.POST:
        return render(request, "intake/meeting_preview.html", {"meeting": meeting, "chosen": chosen})
    made = invite(actor=request.actor, meeting=meeting, nominations=chosen, on=request.today)
    messages.success(request, _("Invited: %(count)s.") % {"count": len(made)})
    request.session[LAST] = [pk, [row.nomination_id for row in made]]
    return redirect("meeting_detail", pk=pk)


@staff_page(*RECRUITERS)
@require_POST
def meeting_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the invitations that one made last."""
    meeting = _meeting_or_404(request, pk)
    last = request.session.pop(LAST, [None, []])
    nominations = last[1] if last[0] == pk else []
    act = partial(
        take_back_invitations, actor=request.actor, meeting=meeting, nominations=nominations, on=request.today
    )
    acted(request, act, lambda number: _("Taken back: %(count)s.") % {"count": number})
    return redirect("meeting_detail", pk=pk)


def _meeting_or_404(request: HttpRequest, pk: int) -> InformationMeeting:
    meeting = get_object_or_404(InformationMeeting, pk=pk)
    found = open_round(request.actor, meeting.round_id)
    if found is None or not found[1].recruit:
        raise Http404
    meeting.round = found[0]
    return meeting


def _show(request: HttpRequest, row: Invitation) -> Show | None:
    """What was chosen for this row: came, or a reason why not; None leaves it as it is."""
    answer = request.POST.get(f"show-{row.nomination_id}", "")
    if not answer:
        return None
    return Show(CAME) if answer == CAME else Show(AWAY, answer)


def _typed(row: Invitation, show: Show | None) -> Invitation:
    """The row as it was filled in, so that a refused page loses nothing."""
    if show:
        row.attended, row.reason = str(show.attended), str(show.reason)
    return row
