"""The pages of one programme: course, books, lasting work, paths, rounds. Every figure follows from the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import staff_page
from doorstroom.monitoring.access import visible_locks
from doorstroom.monitoring.domain.definitions import ClockStart
from doorstroom.monitoring.selectors.beside import By, GroupShare, groups_by_each, groups_of, spread_of
from doorstroom.monitoring.selectors.dictionary import definition
from doorstroom.monitoring.selectors.evidence import (
    ByClock,
    Question,
    books_of,
    exits_of,
    lasting_of,
    maturity_of,
    paths_of,
    quarters_of,
    stages_of,
    term_of,
    work_by_clock,
)
from doorstroom.monitoring.selectors.results import Results, learning_on, results_of
from doorstroom.monitoring.selectors.steps import looked_back
from doorstroom.monitoring.views.evidence_charts import (
    books_chart,
    groups_chart,
    identity,
    maturity_chart,
    spread_chart,
    weeks_of,
    where_chart,
)
from doorstroom.monitoring.views.question import EVERYTHING, QuestionForm
from doorstroom.monitoring.wording import CLOCKS, ENDS
from doorstroom.programmes.selectors import approach_of

MOST_FOLLOWS, MOST_ROUNDS = 12, 20


@dataclass(frozen=True)
class Opened:
    """The programme, its facts as asked for, and the form that says what was asked."""

    results: Results
    asked: Question
    form: QuestionForm

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "results": self.results,
            "asked": self.asked,
            "form": self.form,
            "programme": self.results.programme,
            **more,
        }


def opened(request: HttpRequest, programme: int, asks: Sequence[str] = EVERYTHING) -> Opened:
    """What one may not see is the same as what does not exist."""
    found = results_of(request.actor, request.today, programme)
    if not found:
        raise Http404
    locks = visible_locks(request.actor).filter(programme=programme).order_by("-taken_at")
    form = QuestionForm(request.GET or None, today=request.today, models=found[0].models, locks=locks, asks=asks)
    asked = form.question() if form.is_bound else Question(request.today)
    if asked.lock:
        found = results_of(request.actor, asked.on, programme, lock=asked.lock)
    results = found[0]
    return Opened(replace(results, which=replace(results.which, on=asked.on)), asked, form)


@staff_page()
@require_GET
def course(request: HttpRequest, programme: int) -> HttpResponse:
    """Work by clock, where everybody is week by week, and which groups of starters are complete."""
    page = opened(request, programme)
    results, asked = page.results, page.asked
    exits, rows = exits_of(results, asked), maturity_of(results, asked)
    curves = exits.curves() if exits else None
    code = reached_code(results)
    what = reached_in_words(results)
    context = page.context(
        shares=[in_words(each, term_of(results, asked), what) for each in work_by_clock(results, asked)],
        where=where_chart(curves, asked.clock) if curves and curves.drawn_until >= 0 else None,
        people=curves.people if curves else 0,
        maturity=maturity_chart(rows, asked.clock, what, code) if rows else None,
        starters=sum(row[0].people for row in rows),
        sentence=definition(f"{code}/1"),
    )
    return render(request, "monitoring/course.html", context)


def reached_code(results: Results) -> str:
    return "job_or_apprenticeship_in_time" if learning_on(results.models) else "job_in_time"


def reached_in_words(results: Results) -> str:
    """What the approach leads to, as `reached_in_time` counts it."""
    return _("a job or an apprenticeship") if learning_on(results.models) else _("a job")


def in_words(each: ByClock, months: int, what: str) -> dict[str, Any]:
    """Moving the start of the clock makes another figure, and gives it another label."""
    if each.of_offered:
        label = _("Of everybody to whom it was offered: %(what)s within %(n)s months of starting")
    elif each.clock is ClockStart.STARTED:
        label = _("Of those who started: %(what)s within %(n)s months of starting")
    elif each.clock is ClockStart.REGISTERED:
        label = _("Of those offered or signed up: %(what)s within %(n)s months of that day")
    else:
        label = _("Of those who lost a job: %(what)s before or within %(n)s months after it ended")
    return {"label": label % {"what": what, "n": months}, "share": each.share, "clock": CLOCKS[each.clock]}


@staff_page()
@require_GET
def flows(request: HttpRequest, programme: int) -> HttpResponse:
    """The books of the last year; under a lock, what became known since stands as a correction."""
    page = opened(request, programme)
    now, reported = page.results, None
    if page.asked.lock:
        reported, (now,) = page.results, results_of(request.actor, request.today, programme)
    found = books_of(now, page.asked, reported)
    context = page.context(
        chart=books_chart(found) if found else None, people=now.started,
        rows=[(flow, identity(flow)) for flow in reversed(found)],
    )  # fmt: skip
    return render(request, "monitoring/flows.html", context)


@staff_page()
@require_GET
def lasting(request: HttpRequest, programme: int) -> HttpResponse:
    """Three ways to count work, side by side and never added up."""
    page, language = opened(request, programme), get_language() or "nl"
    asked = [each for model in page.results.models for each in approach_of(model).observations]
    names = {moment.code: moment.name.text(language) for moment in asked}
    context = page.context(
        found=lasting_of(page.results, page.asked), sentence=definition("sustained/1"), clocks=CLOCKS,
        moments=[(names.get(each.moment, each.moment), each) for each in looked_back(page.results)],
        moment_sentence=definition("looked_back/1"),
        quarters=quarters_of(page.results), quarter_sentence=definition("work_in_quarter/1"),
    )  # fmt: skip
    return render(request, "monitoring/lasting.html", context)


@staff_page()
@require_GET
def paths(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme)
    found, language = paths_of(page.results, page.asked), get_language() or "nl"
    names = {stage.code: stage.name.text(language) for stage in stages_of(page.results, page.asked)}
    names |= {code: str(words) for code, words in ENDS.items() if code not in names}
    stays = [
        (
            names[stay.stage.code],
            stay,
            weeks_of(stay.median.time),
            weeks_of(stay.median.low),
            weeks_of(stay.median.high),
        )
        for stay in found.stays
    ]
    context = page.context(
        found=found, stays=stays,
        ways=[([names[step] for step in way.activities], way.cases) for way in found.variants],
        follows=[
            (names[step.after], names[step.to], step.times, weeks_of(round(step.median_seconds / 86400)))
            for step in found.follows[:MOST_FOLLOWS]
        ],
    )  # fmt: skip
    return render(request, "monitoring/paths.html", context)


@staff_page()
@require_GET
def rounds(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme)
    found = groups_of(page.results, page.asked)
    card = _beside("rounds", _("Stopped before the end, round by round"), found)
    context = page.context(card=card, shown=min(len(found), MOST_ROUNDS), rounds=len(found))
    return render(request, "monitoring/rounds.html", context)


@staff_page()
@require_GET
def partners(request: HttpRequest, programme: int) -> HttpResponse:
    """Who refers and who guides: partners differ in whom they meet, and small ones swing by chance."""
    page = opened(request, programme)
    referrers, guides = groups_by_each(page.results, page.asked, By.REFERRER, By.GUIDE)
    cards = [
        _beside("referrers", _("Stopped before the end, by who referred"), referrers),
        _beside("guides", _("Stopped before the end, by who began to guide"), guides),
    ]
    return render(request, "monitoring/partners.html", page.context(cards=[card for card in cards if card]))


def _beside(key: str, title: str, found: Sequence[GroupShare]) -> dict[str, Any]:
    """The shares with their intervals, and beneath them what chance allows; empty without any group."""
    if not found:
        return {}
    spread = spread_of(found)
    return {
        "title": title, "chart": groups_chart(key, title, found[-MOST_ROUNDS:]),
        "people": sum(row.share.denominator for row in found),
        "spread": spread_chart(f"{key}-spread", spread) if spread else None,
    }  # fmt: skip
