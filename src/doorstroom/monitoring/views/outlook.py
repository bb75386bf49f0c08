"""Goals and what is ahead, who gets in, and what was known when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.kernel.errors import DomainError
from doorstroom.monitoring.access import visible_locks
from doorstroom.monitoring.domain.far_group import FarShare
from doorstroom.monitoring.domain.strata import POOLED, GroupShare, Mirror
from doorstroom.monitoring.models import FarCount
from doorstroom.monitoring.selectors.entry import chooses_first, gates_of
from doorstroom.monitoring.selectors.evidence import term_of
from doorstroom.monitoring.selectors.far_group import FarMirror, far_mirror
from doorstroom.monitoring.selectors.outlook import KeptForecast, Outlook, outlooks_of
from doorstroom.monitoring.services.locks import take_lock
from doorstroom.monitoring.views.breaks import breaks_above
from doorstroom.monitoring.views.charts import goal_fan
from doorstroom.monitoring.views.evidence import opened, reached_in_words
from doorstroom.monitoring.wording import far_marks, say_all
from doorstroom.participants.models import EducationLevel
from doorstroom.ui.charts import Chart, Dot, Range, dots, ranges
from doorstroom.ui.wording import sentence

MAY_LOCK = (Role.PROGRAMME_MANAGER, Role.RESEARCHER)
SHOWN_FORECASTS = 12


@staff_page()
@require_GET
def outlook(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme)
    found = [
        {"outlook": each, "text": say_all(each.sentences[2 if each.ahead else 0 :]),  # the chart says the first two
         "fan": goal_fan(each) if each.ahead else None, "kept": _kept(each) if each.kept else None}
        for each in outlooks_of(page.results)
    ]  # fmt: skip
    return render(request, "monitoring/outlook.html", page.context(found=found))


def _kept(each: Outlook) -> Chart:
    """The latest ones, in the order of the day that they spoke of."""
    shown = each.kept[-SHOWN_FORECASTS:]
    told = _("%(inside)s of %(all)s forecasts held what came; of ten, about eight should.") % {
        "inside": each.inside, "all": len(each.kept),
    }  # fmt: skip
    afterwards = _("(made afterwards, from the facts of that day)")
    if all(kept.afterwards for kept in shown):
        told, afterwards = told + " " + _("All were made afterwards, from the facts of that day."), ""
    days = [kept.forecast.for_day for kept in shown]
    above = breaks_above(each.state.goal.unit, shown[0].forecast.made_on, days)
    return ranges(
        f"kept-{each.state.goal.pk}", _("How earlier forecasts came out"), told,
        [replace(_range(kept, afterwards), before=line) for kept, line in zip(shown, above, strict=True)],
        headers=(_("forecast"), _("said"), _("what came"), _("held?")),
    )  # fmt: skip


def _range(kept: KeptForecast, afterwards: str) -> Range:
    forecast = kept.forecast
    label = _("%(made)s for %(day)s") % {
        "made": date_format(forecast.made_on, "j b Y"), "day": date_format(forecast.for_day, "j b Y"),
    }  # fmt: skip
    if kept.afterwards and afterwards:
        label += f" {afterwards}"
    return Range(
        label, forecast.low, forecast.high, kept.came, _("came: inside") if kept.inside else _("came: outside")
    )


@staff_page()
@require_GET
def entry(request: HttpRequest, programme: int) -> HttpResponse:
    """Not `access`: who gets through which gate, by education, without a ranking and never as a verdict."""
    page = opened(request, programme)
    months = term_of(page.results, page.asked)
    what = reached_in_words(page.results)
    titles = {
        "started": _("Started, of everybody registered of whom it is clear"),
        "job": _("Reached %(what)s within %(n)s months, of everybody who started that long ago")
        % {"what": what, "n": months},
    }
    gates = [
        {"title": titles[gate.code], "chart": _gate(gate.code, titles[gate.code], gate.mirror), "mirror": gate.mirror,
         "prompts": [_group(group.group) for group in gate.mirror.groups if group.prompt]}
        for gate in gates_of(page.results, page.asked)
        if gate.mirror.people
    ]  # fmt: skip
    context = page.context(
        gates=gates, chooses_first=chooses_first(page.results), **_far_group(far_mirror(page.results))
    )
    return render(request, "monitoring/entry.html", context)


def _far_group(found: FarMirror | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "far": found, "far_chart": _far_chart(found), "far_marks": far_marks(found.declared),
        "far_lines": [_far_line(each) for each in found.shares],
    }  # fmt: skip


def _far_line(share: FarShare) -> str:
    told = _("%(moment)s: %(far)s of %(known)s people; of %(unknown)s more it is not known.") % {
        "moment": str(FarCount.Moment(share.moment).label).capitalize(), "far": share.far, "known": share.known,
        "unknown": share.unknown,
    }  # fmt: skip
    return told if share.interval else told + " " + _("Too few people for a percentage.")


def _far_chart(found: FarMirror) -> Chart | None:
    """Only moments with ten people and more; the others stand beneath it as counts."""
    dots_of = [
        Dot(str(FarCount.Moment(each.moment).label),
            _("%(part)s of %(whole)s") % {"part": each.far, "whole": each.known},
            each.far / each.known, each.interval.low, each.interval.high)
        for each in found.shares
        if each.interval
    ]  # fmt: skip
    told = _("The share of the group among who came to each moment; the line is how far chance alone could move it.")
    headers = (_("moment"), _("people"), _("share"), _("between"))
    return dots("far-group", _("People far from work"), told, dots_of, headers=headers) if dots_of else None


def _group(code: str) -> str:
    return _("small groups together") if code == POOLED else str(EducationLevel(code).label)


def _group_dot(group: GroupShare) -> Dot:
    counts = _("%(part)s of %(whole)s") % {"part": group.passed, "whole": group.people}
    return Dot(_group(group.group), counts, group.share, group.interval.low, group.interval.high)


def _gate(key: str, title: str, found: Mirror) -> Chart:
    rows = [_group_dot(group) for group in found.groups]
    told = _("By education. Groups of fewer than ten stand together; of %(n)s people the education is not known.") % {
        "n": found.unknown
    }
    return dots(f"gate-{key}", title, told, rows, headers=(_("education"), _("people"), _("share"), _("between")))


@staff_page()
@require_http_methods(["GET", "POST"])
def locks(request: HttpRequest, programme: int) -> HttpResponse:
    page = opened(request, programme)
    refusal, name = "", request.POST.get("name", "").strip()[:100]
    if request.method == "POST":
        try:
            take_lock(actor=request.actor, programme=page.results.programme, name=name)
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Recorded. Figures under this name stay as they are today."))
            return redirect("result_locks", programme)
    taken = visible_locks(request.actor).filter(programme=programme).select_related("taken_by__user")
    context: dict[str, Any] = {
        "locks": taken.order_by("-taken_at"),
        "may_lock": request.actor.role in MAY_LOCK, "refusal": refusal, "name": name,
    }  # fmt: skip
    return render(request, "monitoring/locks.html", page.context(**context), status=400 if refusal else 200)
