"""Are people of every group chosen and shown as often: the last report, for those who answer for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doorstroom.accounts.pages import staff_page
from doorstroom.matching.access import AUDITORS
from doorstroom.matching.selectors.fairness import last_report
from doorstroom.matching.wording import fairness_rows, not_shown


@staff_page(*AUDITORS)
@require_GET
def match_fairness(request: HttpRequest) -> HttpResponse:
    report = last_report()
    rows = fairness_rows(report) if report else []
    context = {
        "report": report,
        "not_shown": not_shown(),
        "rows": [row for row in rows if row.interval],
        "hidden": ", ".join(f"{row.attribute} {row.group}, {row.measure}" for row in rows if not row.interval),
        "alarms": [row for row in rows if row.alarm],
        "by_chance": round(report.content["by_chance"], 1) if report else 0,
    }
    return render(request, "matching/fairness.html", context)
