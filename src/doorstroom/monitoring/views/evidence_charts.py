"""The charts of the pages of one programme, each with its table, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.books import Maturity
from doorstroom.monitoring.domain.definitions import ClockStart
from doorstroom.monitoring.domain.figures import CohortCurves
from doorstroom.monitoring.domain.flows import Flow
from doorstroom.monitoring.domain.funnel import FEWEST_UNITS, Z998
from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, Z95, Interval, Proportion, whole_percent
from doorstroom.monitoring.selectors.beside import GroupShare, Spread
from doorstroom.monitoring.selectors.evidence import TERMS
from doorstroom.monitoring.selectors.steps import Steps
from doorstroom.monitoring.views.breaks import breaks_above
from doorstroom.monitoring.wording import CLOCKS, ENDS, EXITS
from doorstroom.ui.charts import (
    Bar,
    Break,
    Cell,
    Cells,
    Chart,
    Dot,
    Limits,
    State,
    Unit,
    bars,
    dots,
    funnel_plot,
    maturity,
    stacked_areas,
)

WEEK = 7
MOST_TICKS = 7
MOST_WEEKS = 26
CAUSES_SHOWN = ("job", "education", "dropout")


def where_chart(curves: CohortCurves, clock: ClockStart) -> Chart:
    """Week by week; beyond the last week in which ten people were still followed nothing is drawn."""
    last = curves.fade_from if curves.fade_from is not None else curves.drawn_until
    weeks = max(1, min(last, 2 * curves.definition.horizon.days) // WEEK)
    days = [WEEK * week for week in sorted({*range(0, weeks + 1, 1 + weeks // MOST_WEEKS), weeks})]
    step = max(1, -(-weeks // MOST_TICKS))
    ticks = [(WEEK * week, str(week)) for week in range(0, weeks + 1, step)]
    inner = curves.curves
    place = np.searchsorted(inner.times, days, side="right") - 1
    found = [State(_("Still taking part"), _weekly(days, place, inner.open_share, 1.0), still_open=True)]
    for number, code in enumerate(curves.definition.exits):
        if inner.exits[number].any():
            found.insert(-1, State(str(EXITS[code]), _weekly(days, place, inner.reached[number], 0.0)))
    return stacked_areas(
        "where", _("Where everybody is, week by week"),
        _("All people together are 100%. Nobody is left out: whoever has not left is still taking part."),
        found, ticks=ticks, x_label=_("weeks since %(start)s") % {"start": CLOCKS[clock]}, ends_at=float(days[-1]),
        at_risk=curves.at_risk([int(day) for day, _w in ticks]), at_risk_label=_("people still followed"),
    )  # fmt: skip


def _weekly(days: Sequence[int], place: np.ndarray, values: np.ndarray, before: float) -> list[tuple[float, float]]:
    """The value at each week, only where it changes."""
    points, last = [], None
    for day, at in zip(days, place, strict=True):
        value = float(values[at]) if at >= 0 else before
        if value != last:
            points.append((float(day), value))
        last = value
    return points


def maturity_chart(rows: Sequence[Sequence[Maturity]], clock: ClockStart, what: str, code: str) -> Chart:
    """`code` is the entry of the dictionary by which it is counted."""
    drawn = [
        Cells(_quarter(row[0].period.start), [_cell(row, place) for place in range(len(TERMS))], above)
        for row, above in zip(rows, _breaks(code, [row[0].period for row in rows]), strict=True)
    ]
    return maturity(
        "maturity", _("Reached %(what)s, by quarter of starting and months since then") % {"what": what},
        _("Read along a row: the same people, longer after. Hatched: not everybody has had the time yet."),
        drawn, label_header=_("clock started in"), columns=[_("%(n)s months") % {"n": term} for term in TERMS],
        not_yet=_("not complete yet; will still rise"),
    )  # fmt: skip


def _breaks(code: str, periods: Sequence[Period]) -> list[Break | None]:
    return breaks_above(code, periods[0].start, [each.end - timedelta(days=1) for each in periods if each.end])


def _quarter(day: date) -> str:
    return _("Q%(quarter)s %(year)s") % {"quarter": (day.month - 1) // 3 + 1, "year": day.year}


def _cell(row: Sequence[Maturity], place: int) -> Cell:
    if place >= len(row):
        return Cell("")
    cell = row[place]
    words = f"{cell.reached}/{cell.people}"
    if not cell.complete:
        return Cell(words)
    return Cell(words, cell.reached / cell.people if cell.people >= SMALLEST_DENOMINATOR else 0.0)


def books_chart(flows: Sequence[Flow]) -> Chart:
    """Each bar holds everybody of that month: there at the start or come in, and what became of them by its end."""
    parts = [_("still there at the end"), *(str(ENDS[cause]) for cause in CAUSES_SHOWN), _("left in another way")]
    rows = []
    for flow, above in zip(flows, _breaks("stock_and_flow", [flow.period for flow in flows]), strict=True):
        named = [flow.exits.get(cause, 0) for cause in CAUSES_SHOWN]  # type: ignore[call-overload]
        rows.append(Bar(_month(flow), [flow.closing, *named, flow.outflow - sum(named)], identity(flow), above))
    return bars(
        "books", _("Who was there, who came and who left, month by month"),
        _("There at the start, plus who came, less who left, is there at the end. It is right to the last person."),
        rows, label_header=_("month"), parts=parts, note_header=_("the books"),
    )  # fmt: skip


def ladder_chart(steps: Steps, language: str) -> Chart:
    """Everybody who came to a step, and what became of her: whoever is there still may yet go on."""
    rows = [Bar(stage.name.text(language), [r.went_on, r.ended_here, r.here]) for stage, r in steps.rungs]
    return bars(
        f"steps-{steps.model.pk}", _("Who came to each step"),
        _("Of everybody who came to a step: who went on, who left from there and, pale, who is there still."),
        rows, label_header=_("Step"), parts=(_("went on"), _("left from here"), _("are here now")),
        last_still_open=True,
    )  # fmt: skip


def _month(flow: Flow) -> str:
    return date_format(flow.period.start, "F Y")


def identity(flow: Flow) -> str:
    """60 + 12 new + 1 back − 5 = 68"""
    terms = [str(flow.opening)]
    if flow.corrections:
        terms.append(_("%(n)+d corrected") % {"n": flow.corrections})
    terms.append(ngettext("+ %(n)s new", "+ %(n)s new", flow.starts) % {"n": flow.starts})
    if flow.reentries:
        terms.append(_("+ %(n)s back") % {"n": flow.reentries})
    return f"{' '.join(terms)} − {flow.outflow} = {flow.closing}"


def groups_chart(key: str, title: str, rows: Sequence[GroupShare]) -> Chart:
    """Per group what was counted, and drawn towards all groups together: what it may well be."""
    found = []
    for row in rows:
        found.append(_dot(row.name, row.share))
        if row.drawn and row.share.shown:
            low, high = whole_percent(row.drawn.low), whole_percent(row.drawn.high)
            told = _("knowing the other groups: between %(low)s and %(high)s%%") % {"low": low, "high": high}
            found.append(Dot(row.name, told, row.drawn.share, row.drawn.low, row.drawn.high))
    return dots(
        key, title,
        _("In the order of starting. Small groups swing by chance; the second mark shows what remains of it once one "
          "knows the other groups."),
        found, headers=(_("group"), _("people"), _("share"), _("between")),
    )  # fmt: skip


def spread_chart(key: str, found: Spread) -> Chart:
    """Nothing is called a signal below ten groups, and nothing within what chance allows in 998 of 1,000 cases."""
    sizes = [row.share.denominator for row in found.rows]
    low, high = max(1, round(0.8 * min(sizes))), round(1.2 * max(sizes)) + 1
    grid = [low + (high - low) * step / 12 for step in range(13)]
    return funnel_plot(
        key, _("Which groups differ by more than chance?"), _spread_told(found),
        [_unit(row, place, found) for place, row in enumerate(found.rows)],
        [Limits(n, _ends(found.allowed(n, Z95)), _ends(found.allowed(n, Z998))) for n in grid], found.middle,
        headers=(_("group"), _("people"), _("beside chance")), x_label=_("people in the group"),
        words=(_("all groups together"), _("95 of 100 by chance"), _("998 of 1,000 by chance")),
    )  # fmt: skip


def _ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


def _spread_told(found: Spread) -> str:
    if len(found.rows) < FEWEST_UNITS:
        return _("There are fewer than ten groups: too few to call any of them different.")
    if not found.funnel.signals:
        return _("No group differs by more than chance explains.")
    return _("A square lies beyond chance. Look at the data, the mix of people and the circumstances, in this order.")


def _unit(row: GroupShare, place: int, found: Spread) -> Unit:
    signal = place in found.funnel.signals
    if signal:
        told = _("more than chance")
    elif place in found.funnel.beyond_95 and len(found.rows) >= FEWEST_UNITS:
        told = _("happens by chance in 1 of 20")
    else:
        told = _("within chance")
    counts = _("%(part)s of %(whole)s") % {"part": row.share.numerator, "whole": row.share.denominator}
    return Unit(
        row.name, row.share.denominator, counts, told, row.share.numerator / row.share.denominator, signal
    )  # fmt: skip


def _dot(label: str, share: Proportion) -> Dot:
    counts = _("%(part)s of %(whole)s") % {"part": share.numerator, "whole": share.denominator}
    if share.running:
        counts += ", " + _("%(n)s still under way") % {"n": share.running}
    interval = share.interval
    if interval is None or not share.shown:
        return Dot(label, counts)
    return Dot(label, counts, share.numerator / share.denominator, interval.low, interval.high)


def weeks_of(days: int | None) -> str:
    """Whole weeks, rounded up; a median that was not reached is said so and never zero."""
    return _("not reached") if days is None else str(-(-days // WEEK))
