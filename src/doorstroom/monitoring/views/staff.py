"""Results of the programmes in which one's organisation takes part, in one's role there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import opens_to, staff_page
from doorstroom.monitoring.domain.indicators import Version
from doorstroom.monitoring.domain.sentences import power_sentence
from doorstroom.monitoring.selectors import (
    Results,
    losses,
    people_behind,
    results_of,
    said_of_stopping,
    steps_of,
    success_of,
    versions_of,
)
from doorstroom.monitoring.selectors.dictionary import definition, dictionary, in_words
from doorstroom.monitoring.selectors.outlook import goals_ahead
from doorstroom.monitoring.selectors.versions import mix_of
from doorstroom.monitoring.views.charts import goal_fan, version_curves
from doorstroom.monitoring.views.evidence import opened
from doorstroom.monitoring.views.evidence_charts import ladder_chart
from doorstroom.monitoring.views.question import KNOWN_THEN, OF_VERSION
from doorstroom.monitoring.wording import CLOCKS, say, say_all
from doorstroom.trajectories.models import ExitReason

NAMES_SHOWN = 25


@staff_page()
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    rows = [_summary(each) for each in results_of(request.actor, request.today)]
    for_some = {name: reverse(name) for name in ("datalab", "match_fairness")}
    shown = {name: url for name, url in for_some.items() if opens_to(request.actor.role, url)}
    return render(request, "monitoring/results.html", {"rows": rows, **shown})


def _summary(each: Results) -> dict[str, Any]:
    goals = []
    for ahead in goals_ahead(each):
        chart = goal_fan(ahead) if ahead.ahead else None  # says the first two itself
        goals.append({"state": ahead.state, "text": say_all(ahead.sentences[2 if chart else 0 :]), "chart": chart})
    return {
        "results": each,
        "success": success_of(each),
        "counts": definition("job_in_time/1"),
        "sentence": say_all(said_of_stopping(each)),
        "goals": goals,
    }


@staff_page()
@require_GET
def versions(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme, KNOWN_THEN)
    shown = page.results
    compared = versions_of(shown)
    context = page.context(compared=compared)
    if compared:
        arms = (compared.comparison.first, compared.comparison.second)
        power = power_sentence(compared.comparison)
        context |= {
            "sentences": [say(sentence) for sentence in compared.sentences],
            "chart": version_curves(compared),
            "mix": [say(sentence) for sentence in mix_of(shown, compared)],
            "power": say(power) if power else "",
            "arms": arms,
            "people": sum(arm.cohort.people for arm in arms),
            "definition": definition(compared.definition.label),
        }
    return render(request, "monitoring/versions.html", context)


@staff_page()
@require_GET
def dropout(request: HttpRequest, programme: int) -> HttpResponse:
    """Click a week, then a reason: who left then and why, as far as one may see them."""
    page = opened(request, programme, OF_VERSION)
    shown = page.results
    week, reason = request.GET.get("week", ""), request.GET.get("reden", "")
    chosen = {"week": int(week) if week.isdecimal() else None, "reason": reason if reason in ExitReason.values else ""}
    lost = losses(shown, arm=page.asked.arm, **chosen)
    filtered = chosen["week"] is not None or bool(chosen["reason"])
    people, seen = people_behind(request.actor, lost, NAMES_SHOWN) if filtered else ([], 0)
    phases = _names(shown, "phases")
    context = page.context() | {
        "lost": lost,
        "weeks": lost.count("exit_week"),
        "reasons": [(code, ExitReason(code).label, n) for code, n in lost.count("exit_reason")],
        "phases": [(phases.get(code, code), n) for code, n in lost.count("exit_phase")],
        "people": people,
        "more": seen - len(people),
        "unseen": lost.people - seen,
        "filtered": filtered,
        "reason_label": ExitReason(chosen["reason"]).label if chosen["reason"] else "",
        **chosen,
    }
    return render(request, "monitoring/dropout.html", context)


def _names(shown: Results, part: str) -> dict[str, str]:
    """Code → name, as the models of this programme say it."""
    language = get_language() or "nl"
    entries = [entry for model in shown.models for entry in model.definition.get(part) or []]
    return {entry["code"]: _named(entry["name"], language) for entry in entries}


def _named(name: Any, language: str) -> str:
    return name if isinstance(name, str) else str(name.get(language) or next(iter(name.values())))


@staff_page()
@require_GET
def stages(request: HttpRequest, programme: int) -> HttpResponse:
    """How far people came, and of each step how many came to the next one in time."""
    page = opened(request, programme, KNOWN_THEN)
    language = get_language() or "nl"
    found = steps_of(page.results)
    ladders = [
        (steps, ladder_chart(steps, language),
         [(before.name.text(language), after.name.text(language), on)
          for (before, _r), (after, _s), on in zip(steps.rungs, steps.rungs[1:], steps.onward, strict=False)])
        for steps in found
    ]  # fmt: skip
    return render(request, "monitoring/stages.html", page.context(ladders=ladders))


@staff_page()
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    found = [
        {
            "code": indicator.code,
            "name": in_words(indicator.name),
            "versions": [_version(version) for version in reversed(indicator.versions)],
        }
        for indicator in dictionary().values()
    ]
    return render(request, "monitoring/definitions.html", {"definitions": found})


def _version(version: Version) -> dict[str, Any]:
    """Newest first; an older meaning stays readable beside the figures that were counted by it."""
    parts = {part: in_words(getattr(version, part)) for part in ("numerator", "denominator", "source")}
    return {"entry": version, "clock": CLOCKS[version.clock], **parts}
