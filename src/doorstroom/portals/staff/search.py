"""One field for people, employers and rounds (Ctrl+K): what one sees, however it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import staff_page
from doorstroom.demand.selectors import employers
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import Person
from doorstroom.participants.selectors import find_people
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories

MOST = 5
LONGEST = 100
TYPED = 3
"""Letters from which on names are looked for while somebody types."""
# Runs of letters that a name must share with what was typed, 1 being all.
_ALIKE = 0.4


@dataclass(frozen=True)
class Found:
    """One answer: where it leads, what it is called, and what tells it from others of that name."""

    url: str
    name: str
    meta: str = ""


@staff_page()
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    typing = bool(request.htmx)
    groups = _groups(request, text) if len(text) >= (TYPED if typing else 1) else []
    context = {"text": text, "groups": groups, "empty": not any(found for _, found in groups)}
    return render(request, "portals/found.html" if typing else "portals/search.html", context)


def _groups(request: HttpRequest, text: str) -> list[tuple[str, list[Found]]]:
    named = find_people(actor=request.actor, text=text, most=MOST)
    stands = _stands(request.actor, named)
    people = [Found(reverse("person", args=[each.pk]), each.full_name, stands.get(each.pk, "")) for each in named]
    firms = employers(on=request.today).annotate(alike=TrigramWordSimilarity(text, "name"))
    found = [
        Found(reverse("employer_detail", args=[firm.pk]), firm.name)
        for firm in firms.filter(alike__gte=_ALIKE).order_by("-alike", "name", "pk")[:MOST]
    ]
    rounds = [
        Found(reverse("round_detail", args=[each.pk]), str(each), each.programme.name)
        for each in _rounds(request.actor, text)
    ]
    return [(_("Participants"), people), (_("Employers"), found), (_("Rounds"), rounds)]


def _stands(actor: Actor, people: Sequence[Person]) -> dict[UUID, str]:
    """The newest programme or round of each, which tells two of one name apart."""
    seen = visible_trajectories(actor).filter(person__in=people).select_related("programme", "round__programme")
    return {each.person_id: str(each.round or each.programme) for each in seen.order_by("registered_on", "pk")}


def _rounds(actor: Actor, text: str) -> QuerySet[Round]:
    title = Concat(F("programme__name"), Value(" "), F("name"), output_field=CharField())
    found = visible_rounds(actor).select_related("programme").annotate(alike=TrigramWordSimilarity(text, title))
    return found.filter(alike__gte=_ALIKE).order_by("-alike", "-starts_on", "pk")[:MOST]
