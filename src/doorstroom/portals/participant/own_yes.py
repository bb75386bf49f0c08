"""The participant's own yes: to which place she wants to go, and what may be told about her."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstroom.audit.services import Logged, log
from doorstroom.matching.models import Willingness
from doorstroom.matching.selectors.words import own_words, proposed_to
from doorstroom.matching.services import approve_wordings, say_word
from doorstroom.portals.participant.forms import OwnWordsForm, YesForm
from doorstroom.portals.participant.visit import participant_page
from doorstroom.ui.writing import acted


@participant_page
def my_yes(request: HttpRequest) -> HttpResponse:
    """The places that were proposed, and the words about her that others may read."""
    actor = request.participant
    words = own_words(actor, actor.person_id)
    form = OwnWordsForm(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        approve_wordings(actor=actor, person_id=actor.person_id, texts=form.cleaned_data, on=request.today)
        messages.success(request, _("It is saved."))
        return redirect("my_yes")
    log(actor, Logged("read", "person", actor.person_id, actor.person_id, ["placement", "profile"]))
    context = {"places": proposed_to(actor, on=request.today), "form": form, "told": any(each.text for each in words)}
    return render(request, "portals/participant/my_yes.html", context)


@require_POST
@participant_page
def say_yes(request: HttpRequest, place: int) -> HttpResponse:
    """Yes or no to one place; a later word takes the place of an earlier one."""
    actor, form = request.participant, YesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose yes or no."))
        return redirect("my_yes")
    about = {"actor": actor, "person_id": actor.person_id, "place_id": place, "side": Willingness.Side.PERSON}
    act = partial(say_word, **about, at=request.now, **form.cleaned_data)
    acted(request, act, _("Thank you. Your coach can see what you said."))
    return redirect("my_yes")
