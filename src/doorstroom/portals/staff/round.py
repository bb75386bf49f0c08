"""The round on one page: from asked to started, the weeks, the places, and what keeps it from being confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.intake.models import Invitation
from doorstroom.intake.selectors import absences_of
from doorstroom.kernel.period import week_number
from doorstroom.matching.selectors import travel_summary
from doorstroom.monitoring.domain.sentences import pace_sentences
from doorstroom.monitoring.selectors import goals_of, results_of, said_of_stopping
from doorstroom.monitoring.selectors.outlook import goals_ahead
from doorstroom.monitoring.wording import say_all
from doorstroom.placements.access import may_arrange
from doorstroom.rounds.access import Rights, open_round
from doorstroom.rounds.domain.course import TAKES_PEOPLE, State
from doorstroom.rounds.domain.funnel import Funnel
from doorstroom.rounds.models import Round
from doorstroom.rounds.selectors import ReferrerRow, RoundPage, round_page

NAMED_REFERRERS = 2
BEFORE_START = (State.RECRUITING, State.SELECTING, State.CONFIRMED)
# What counts as within reach on this page; the person's own limit stands on the page of places for that person.
REACH_PLACES, REACH_MINUTES = 3, 40
# What leads the round further, by state: the step and what the button says.
NEXT_STEP = {
    State.PLANNED: ("werven", lambda: _("Open recruiting")),
    State.RECRUITING: ("bevestigen", lambda: _("Confirm the round")),
    State.SELECTING: ("bevestigen", lambda: _("Confirm the round")),
    State.CONFIRMED: ("starten", lambda: _("Start the round")),
    State.RUNNING: ("afronden", lambda: _("Close the common weeks")),
    State.FINISHING: ("evalueren", lambda: _("Write down the evaluation")),
}


@dataclass(frozen=True)
class FunnelStep:
    """One step as the component draws it; `url` opens the people behind the number."""

    count: int
    label: str
    detail: str
    url: str
    now: bool = False


@staff_page()
@require_GET
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = open_round(request.actor, pk)
    if found is None:
        raise Http404
    round, rights = found
    page = round_page(request.actor, round)
    absences = absences_of(round)
    context = {
        "round": round,
        "rights": rights,
        "may_arrange": may_arrange(request.actor) and round.acts_in_role,
        "page": page,
        "steps": list(funnel_steps(page, absences, request)),
        "partners": partner_words(page.partners),
        "step": next_step(page, rights, request.today),
        "hint": page.shortfall.hints[0] if page.shortfall and page.shortfall.hints else None,
        "now_week": week_now(page, request.today),
        "totals": ", ".join(total_words(days, name) for days, name in page.plan.totals),
        **results_words(request, round),
        "travel": travel_words(request, round),
        "may_cancel": State(round.state) in TAKES_PEOPLE,
    }
    return render(request, "portals/round_detail.html", context)


def results_words(request: HttpRequest, round: Round) -> dict[str, Any]:
    """What earlier rounds of the programme say, and how far it is with its goals, for who may read its results."""
    earlier, goals = "", []
    for results in results_of(request.actor, request.today, round.programme_id):
        earlier = earlier or say_all(said_of_stopping(results))
        goals += [say_all(each.sentences) for each in goals_ahead(results)]
    return {"earlier": earlier, "goals": goals}


@staff_page()
@require_GET
def goals_now(request: HttpRequest) -> HttpResponse:
    """How far each programme is with its goals: fetched beside the list of rounds, which need not wait for it."""
    rows = [
        (results.programme, [say_all(pace_sentences(each.progress)) for each in goals])
        for results in results_of(request.actor, request.today)
        if (goals := goals_of(results))
    ]
    return render(request, "portals/goals_now.html", {"rows": rows})


def travel_words(request: HttpRequest, round: Round) -> str:
    """How many of the chosen people have a few of the round's places within reach, as far as the reader may see."""
    if State(round.state) not in BEFORE_START:
        return ""
    summary = travel_summary(request.actor, round, places=REACH_PLACES, minutes=REACH_MINUTES)
    if summary.people == 0:
        return ""
    words = _(
        "Travel time: %(reached)d of the %(people)d chosen people have at least %(places)d places"
        " within %(minutes)d minutes."
    ) % {
        "reached": summary.reached,
        "people": summary.people,
        "places": summary.places,
        "minutes": summary.minutes,
    }
    if summary.unknown:
        words += " " + ngettext(
            "Of %(count)d it is not known yet.", "Of %(count)d it is not known yet.", summary.unknown
        ) % {"count": summary.unknown}
    return words


def total_words(days: int, activity: str) -> str:
    return ngettext("%(days)d day %(activity)s", "%(days)d days %(activity)s", days) % {
        "days": days,
        "activity": activity,
    }


def next_step(page: RoundPage, rights: Rights, today: date) -> tuple[str, str] | None:
    """(step, words) of the main button, for who leads the round; None when there is nothing to do yet."""
    state = State(page.round.state)
    if not rights.lead or state not in NEXT_STEP:
        return None
    last_week = page.round.starts_on + timedelta(weeks=max(page.plan.weeks, default=1) - 1)
    if today < {State.CONFIRMED: page.round.starts_on, State.RUNNING: last_week}.get(state, today):
        return None
    step, words = NEXT_STEP[state]
    return step, words()


def week_now(page: RoundPage, today: date) -> int:
    """The week of the round that today is in; 0 outside it."""
    week = week_number(start=page.round.starts_on, on=today)
    return week if week in page.plan.weeks else 0


def funnel_steps(page: RoundPage, absences: dict[str, int], request: HttpRequest) -> Iterator[FunnelStep]:
    """Each step opens the people behind it, for who has them."""
    total, pk = page.funnel.total, page.round.pk
    recruitment, selection = reverse("round_recruitment", args=[pk]), reverse("round_selection", args=[pk])
    selecting = opens_to(request.actor.role, selection)
    current = _current(page)
    asked = sum(row.request is not None for row in page.referrers)
    yield FunnelStep(
        total.asked, _("asked"),
        ngettext("of %(count)d referrer", "of %(count)d referrers", asked) % {"count": asked},
        f"{recruitment}#verwijzers", current == "asked",
    )  # fmt: skip
    yield FunnelStep(
        total.nominated, _("nominated"), nominated_words(page.referrers),
        f"{recruitment}#mensen", current == "nominated",
    )  # fmt: skip
    yield FunnelStep(
        total.came, _("came"), absence_words(page.funnel, absences), f"{recruitment}#bijeenkomsten", current == "came"
    )
    yield FunnelStep(
        total.selected, _("selected"), outcome_words(page.funnel), selection if selecting else "", current == "selected"
    )
    chosen = f"{selection}?uitkomst=gestart" if selecting else ""
    begun = f"{reverse('people')}?ronde={pk}" if total.direct else chosen
    yield FunnelStep(total.started, _("started"), started_words(page, request.today), begun, current == "started")


def _current(page: RoundPage) -> str:
    """The step at which the round stands now."""
    total = page.funnel.total
    if page.round.state in (State.RUNNING, State.FINISHING, State.EVALUATED):
        return "started"
    if total.selected or page.round.state in (State.SELECTING, State.CONFIRMED):
        return "selected"
    if total.came:
        return "came"
    return "nominated" if total.nominated else "asked"


def nominated_words(rows: Iterable[ReferrerRow]) -> str:
    """The largest referrers by name, the others and who came by themselves as one number each."""
    named = [row for row in rows if row.organisation and row.steps.nominated]
    alone = sum(row.steps.nominated for row in rows if row.organisation is None)
    parts = [f"{row.organisation} {row.steps.nominated}" for row in named[:NAMED_REFERRERS]]
    if others := sum(row.steps.nominated for row in named[NAMED_REFERRERS:]):
        parts.append(_("others %(count)d") % {"count": others})
    if alone:
        parts.append(_("by themselves %(count)d") % {"count": alone})
    return ", ".join(parts)


def absence_words(counts: Funnel, absences: dict[str, int]) -> str:
    """Who did not come and why; whose meeting is not written down yet stays a number without a reason."""
    away = counts.total.nominated - counts.total.came
    if not away:
        return ""
    reasons = dict(Invitation.Reason.choices)
    parts = [f"{people} {reasons.get(reason, reason)}" for reason, people in absences.items()]
    if open_yet := away - sum(absences.values()):
        parts.append(_("%(count)d not at a meeting yet") % {"count": open_yet})
    return _("%(count)d not: %(reasons)s") % {"count": away, "reasons": ", ".join(parts)}


def outcome_words(counts: Funnel) -> str:
    total = counts.total
    parts = []
    if total.reserve:
        parts.append(_("%(count)d reserve") % {"count": total.reserve})
    if total.not_now:
        parts.append(_("%(count)d something else offered") % {"count": total.not_now})
    return ", ".join(parts)


def started_words(page: RoundPage, today: date) -> str:
    parts = [start_words(page.round, today)]
    if direct := page.funnel.total.direct:
        parts.append(_("%(count)d without a nomination") % {"count": direct})
    return ", ".join(parts)


def start_words(round: Round, today: date) -> str:
    days = (round.starts_on - today).days
    if days <= 0:
        return _("since %(day)s") % {"day": date_format(round.starts_on, "j F Y")}
    if days < 7:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    weeks = days // 7
    return ngettext("in %(count)d week", "in %(count)d weeks", weeks) % {"count": weeks}


def partner_words(partners: list[Organisation]) -> str:
    """Who works in the round; several municipalities as a number, as people say it."""
    towns = [partner for partner in partners if partner.kind == OrganisationKind.MUNICIPALITY]
    names = [
        partner.name
        for partner in partners
        if partner.kind not in (OrganisationKind.MUNICIPALITY, OrganisationKind.PARTNERSHIP)
    ]
    if len(towns) > 1:
        names.append(ngettext("%(count)d municipality", "%(count)d municipalities", len(towns)) % {"count": len(towns)})
    else:
        names += [town.name for town in towns]
    return ", ".join(names)
