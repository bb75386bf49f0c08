"""Where a meaning changed the charts draw a line and say what changed; where history was restated they draw none."""

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.books import Maturity
from doorstroom.monitoring.domain.definitions import ClockStart
from doorstroom.monitoring.domain.flows import Flow, months
from doorstroom.monitoring.domain.indicators import Change
from doorstroom.monitoring.selectors.dictionary import dictionary
from doorstroom.monitoring.views import breaks
from doorstroom.monitoring.views.evidence_charts import books_chart, maturity_chart

CHANGED_ON = date(2026, 3, 15)
MEANING = "Ook wie ziek is telt mee."


def changed(change):
    """The dictionary of the product as it would be with a second version of every entry."""
    found = {}
    for code, each in dictionary().items():
        second = replace(each.newest, version=2, since=CHANGED_ON, change=change, numerator={"nl": MEANING, "en": "x"})
        found[code] = replace(each, versions=(*each.versions, second))
    return lambda: found


def quiet_months():
    period = Period(date(2026, 1, 1), date(2026, 5, 1))
    return [
        Flow(period=p, opening=5, corrections=0, starts=0, reentries=0, exits={}, closing=5) for p in months(period)
    ]


@pytest.fixture(params=[Change.BREAKS, Change.RESTATES])
def change(request, monkeypatch):
    monkeypatch.setattr(breaks, "dictionary", changed(request.param))
    return request.param


def told(chart):
    """Which row stands under the line, and the words beneath the drawing."""
    label = "anders geteld vanaf 15 mrt 2026"
    words = [row for row in chart.rows if chart.wide.find(row[0]) > chart.wide.find(label) > 0]
    return (words[0][0] if words else None), chart.notes


def expected(change, row):
    note = (
        "Vanaf 15 maart 2026 wordt dit anders geteld: Ook wie ziek is telt mee. Wat boven of links van de lijn staat "
        "houdt zijn eerdere betekenis, en die twee zijn niet met elkaar te vergelijken."
    )
    return (row, (note,)) if change is Change.BREAKS else (None, ())


def test_the_books_have_a_line_above_the_month_of_the_change(change):
    assert told(books_chart(quiet_months())) == expected(change, "maart 2026")


def test_starters_have_a_line_above_the_quarter_even_if_nobody_started_in_it(change):
    quarters = [Period(date(2025, 10, 1), date(2026, 1, 1)), Period(date(2026, 4, 1), date(2026, 7, 1))]
    rows = [[Maturity(period=each, months=3, reached=1, people=2, complete=True)] for each in quarters]
    chart = maturity_chart(rows, ClockStart.STARTED, "een baan", "job_in_time")
    assert told(chart) == expected(change, "2e kw. 2026")


def test_nothing_changed_nothing_drawn():
    assert told(books_chart(quiet_months())) == (None, ())
