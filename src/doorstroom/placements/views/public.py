"""What an employer risks, before it says yes: open to anyone, about a kind of work and never about a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import public_page
from doorstroom.placements.domain.risks import COUNTRIES, rules_for
from doorstroom.placements.models import Placement
from doorstroom.placements.wording import BEARERS, COUNTRY_NAMES, RISK_RULES, RISKS


@public_page
@require_GET
def risks(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("soort", "")
    kind = asked if asked in Placement.Kind.values else Placement.Kind.WORK_EXPERIENCE.value
    wanted = request.GET.get("land", "")
    country = wanted if wanted in COUNTRY_NAMES else COUNTRIES[0]
    rows = [
        (RISKS[rule.risk], BEARERS[rule.bearer], *RISK_RULES[rule.code], rule.source)
        for rule in rules_for(kind, request.today, country)
    ]
    context = {
        "kind": kind, "kinds": Placement.Kind.choices, "rows": rows, "on": request.today,
        "country": country, "countries": list(COUNTRY_NAMES.items()),
    }  # fmt: skip
    return render(request, "placements/risks.html", context)
