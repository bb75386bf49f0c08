"""Her own story: what it says, where everybody can read it, and her yes, which she takes back with one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.portals.participant.visit import participant_page
from doorstroom.stories.domain.consent import Side
from doorstroom.stories.selectors import shown, stories
from doorstroom.stories.services import record_consent, withdraw_consent
from doorstroom.ui.wording import sentence


@require_GET
@participant_page
def my_story(request: HttpRequest) -> HttpResponse:
    actor = request.participant
    log(actor, Logged("read", "person", actor.person_id, actor.person_id, ["story"]))
    told = [shown(each, request.today) for each in stories(actor)]
    return render(request, "portals/participant/my_story.html", {"told": told})


@require_POST
@participant_page
def my_story_yes(request: HttpRequest, story: int) -> HttpResponse:
    """Yes to this text; or, without “yes”, her yes is gone and so is the story."""
    actor = request.participant
    found = get_object_or_404(stories(actor), pk=story)
    try:
        if "yes" in request.POST:
            record_consent(actor=actor, story=found, side=Side.PERSON, given_on=request.today)
            messages.success(request, _("Thank you. You said yes."))
        else:
            withdraw_consent(actor=actor, story=found, side=Side.PERSON)
            messages.success(request, _("Your story is gone. Nobody can read it any more."))
    except DomainError as error:
        messages.error(request, sentence(error))
    return redirect("my_story")
