"""One act on several people: choose, see what would happen, do it; and take it back."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.forms import TogetherForm
from doorstroom.trajectories.models import JointAct
from doorstroom.trajectories.selectors.together import choice_for, todays_acts
from doorstroom.trajectories.services.together import Outcome, act_together, try_together, undo_together
from doorstroom.trajectories.views.staff.pages import refusal
from doorstroom.trajectories.views.staff.people import RECORDERS

PREVIEW, DO = "bekijk", "doe"


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("ronde", "")
    choice = choice_for(request.actor, round_id=int(asked) if asked.isdecimal() else None)
    form = TogetherForm(request.POST or None, choice=choice)
    if request.method == "POST" and form.is_valid():
        wanted, people = form.wanted(), form.cleaned_data["people"]
        if request.POST.get("stap") != DO:
            found = try_together(actor=request.actor, trajectories=people, wanted=wanted, on=request.today)
            return _preview(request, form, found)
        _act, found = act_together(actor=request.actor, trajectories=people, wanted=wanted, on=request.today)
        _tell(request, found)
        return redirect(request.get_full_path())
    context = {"form": form, "acts": todays_acts(request.actor), "choice": choice}
    return render(request, "trajectories/together.html", context)


def _preview(request: HttpRequest, form: TogetherForm, found: Sequence[Outcome]) -> HttpResponse:
    again = [(name, value) for name, values in request.POST.lists() for value in values if name in form.fields]
    going = [each.trajectory for each in found if each.refusal is None]
    staying = [(each.trajectory, refusal(each.refusal, each.trajectory)) for each in found if each.refusal]
    context = {
        "going": going,
        "staying": staying,
        "again": again,
        "wanted": form.says(),
        "reason": form.wanted().reason,
    }
    return render(request, "trajectories/together_preview.html", context)


@staff_page(*RECORDERS)
@require_POST
def together_undo(request: HttpRequest) -> HttpResponse:
    act = request.POST.get("act", "")
    try:
        found = undo_together(
            actor=request.actor, act=JointAct(pk=int(act) if act.isdecimal() else 0), on=request.today
        )
    except TrajectoryError as error:
        messages.error(request, " ".join(refusal(error)))
    else:
        back = sum(each.refusal is None for each in found)
        messages.success(
            request, ngettext("Taken back for one person.", "Taken back for %(n)s people.", back) % {"n": back}
        )
        _tell_refusals(request, found)
    return redirect("together")


def _tell(request: HttpRequest, found: Sequence[Outcome]) -> None:
    done = sum(each.refusal is None for each in found)
    text = ngettext("Done for one person.", "Done for %(n)s people.", done) % {"n": done}
    back = _("Until tonight you can take it back here.")
    messages.success(request, f"{text} {back}")
    _tell_refusals(request, found)


def _tell_refusals(request: HttpRequest, found: Sequence[Outcome]) -> None:
    for each in found:
        if each.refusal is not None:
            why = " ".join(refusal(each.refusal, each.trajectory))
            messages.warning(request, f"{each.trajectory.person.full_name}: {why}")
