"""The triangle of maturity, the fan and the ranges: what they show, and the table behind them."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from doorstroom.ui.charts import Bar, Break, Cell, Cells, Fan, Range, State, bars, fan, maturity, ranges, stacked_areas
from doorstroom.ui.charts.svg import MAIN, WIDE, mixed, width_of


def shown(svg: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}text")]  # noqa: S314 our own drawing


def triangle():
    rows = [Cells("Q1", [Cell("2/24", 2 / 24), Cell("5/24")]), Cells("Q2", [Cell("1/20"), Cell("")])]
    return maturity("m", "t", "s", rows, label_header="start", columns=["3 m", "6 m"], not_yet="not complete")


def test_a_cell_that_is_not_complete_is_hatched_and_says_so_in_the_table():
    chart = triangle()
    assert chart.rows == (
        ("Q1", "2/24", "5/24 (not complete)"), ("Q2", "1/20 (not complete)", "–"),
    )  # fmt: skip
    assert chart.wide.count("url(#m-wide-rising)") == 3  # two cells and the mark below
    assert shown(chart.wide) == ["3 m", "6 m", "Q1", "2/24", "5/24", "Q2", "1/20", "not complete"]


def test_a_narrow_triangle_leaves_out_terms_but_never_the_last_one():
    columns = [f"{n} maanden" for n in (3, 6, 9, 12, 18, 24)]
    row = Cells("1e kw. 2026", [Cell(f"{n}/24", 0.5) for n in range(6)])
    chart = maturity("m", "t", "s", [row], label_header="start", columns=columns, not_yet="x")
    assert [words for words in shown(chart.narrow) if words in columns] == ["9 maanden", "24 maanden"]
    assert chart.headers == ("start", *columns)


def test_ranges_keep_the_order_of_time_and_say_what_came():
    rows = [Range("Feb", 10, 20, 25, "outside"), Range("May", 12, 30, 25, "inside")]
    chart = ranges("r", "t", "s", rows, headers=("made", "said", "came", "held"))
    assert chart.rows == (("Feb", "10 – 20", "25", "outside"), ("May", "12 – 30", "25", "inside"))


def test_a_fan_holds_the_goal_and_widens():
    view = Fan([(0.0, 0), (10.0, 40)], [(10.0, 40, (40, 40), (40, 40)), (20.0, 80, (70, 90), (60, 100))], 120, 20.0)
    chart = fan(
        "f", "t", "s", view, ticks=[(0.0, "start"), (10.0, "now"), (20.0, "end")],
        words=("day", "number", "5 in 10", "8 in 10", ""), goal_label="goal: 120",
    )  # fmt: skip
    assert chart.rows == (
        ("now", "40", "40 – 40", "40 – 40"), ("end", "80", "70 – 90", "60 – 100"),
    )  # fmt: skip
    assert "goal: 120" in shown(chart.wide)


def test_areas_carry_the_people_who_are_still_followed():
    states = [State("job", [(7.0, 0.5)]), State("here", [(7.0, 0.5)], still_open=True)]
    chart = stacked_areas(
        "a", "t", "s", states, ticks=[(0.0, "0"), (7.0, "1")], x_label="weeks", ends_at=7.0, at_risk=[20, 10],
        at_risk_label="followed",
    )  # fmt: skip
    assert chart.rows == (("0", "0 %", "100 %", "20"), ("1", "50 %", "50 %", "10"))
    assert shown(chart.wide)[-2:] == ["20", "10"]


NEW = Break(15.0, "counted otherwise from 1 May", "From 1 May on otherwise.")


def lines(svg: str) -> int:
    return svg.count('stroke-dasharray="2 3"')


def test_a_break_stands_between_its_rows_and_is_said_beneath():
    """The label stands after the row before the change and before the first row after it, in each kind of chart."""
    cells = [Cells("Q1", [Cell("2/24", 0.1)]), Cells("Q2", [Cell("1/20", 0.1)], NEW)]
    said = [Range("Feb", 1, 2, 2, "inside"), Range("May", 1, 3, 2, "inside", NEW)]
    counted = [Bar("Q1", [3]), Bar("Q2", [4], "", NEW)]
    triangle = maturity("m", "t", "s", cells, label_header="start", columns=["3 m"], not_yet="not complete")
    held = ranges("r", "t", "s", said, headers=("made", "said", "came", "held"))
    books = bars("b", "t", "s", counted, label_header="month", parts=["people"])
    assert shown(triangle.wide)[1:6] == ["Q1", "2/24", NEW.label, "Q2", "1/20"]
    assert [words.split(":")[0] for words in shown(held.wide)] == ["Feb", NEW.label, "May"]
    assert shown(books.wide) == ["Q1", "3", NEW.label, "Q2", "4"]
    for chart in (triangle, held, books):
        assert chart.notes == (NEW.told,)
        assert (lines(chart.wide), lines(chart.narrow)) == (1, 1)


def test_a_break_on_an_axis_of_time_is_a_line_at_its_day():
    view = Fan([(0.0, 0), (10.0, 40)], [(20.0, 80, (70, 90), (60, 100))], 120, 20.0, [NEW])
    ticks = [(0.0, "start"), (20.0, "end")]
    chart = fan("f", "t", "s", view, ticks=ticks, words=("day", "n", "5", "8", ""), goal_label="goal")
    (drawn,) = [n for n in ElementTree.fromstring(chart.wide) if n.get("stroke-dasharray") == "2 3"]  # noqa: S314 our own drawing
    left = width_of("124") + 14
    assert float(drawn.get("x1")) == pytest.approx(left + 0.75 * (WIDE - 14 - left), abs=0.1)
    assert drawn.get("x2") == drawn.get("x1")
    assert NEW.label in shown(chart.narrow)
    assert chart.notes == (NEW.told,)
    assert lines(fan("f", "t", "s", replace(view, breaks=()), ticks=ticks, words=("",) * 5, goal_label="").wide) == 0


def test_a_course_of_nine_months_by_week_and_twelve_quarters_is_light():
    """As heavy as the course of a programme becomes: weeks and quarters do not grow with its people."""
    weeks = [(float(week), f"{week}") for week in range(0, 37, 6)]
    steps = [[(float(week), round(week / 36 * top, 4)) for week in range(1, 37)] for top in (0.1, 0.2, 0.15, 0.05)]
    ended = [(float(week), round(1 - week / 72, 4)) for week in range(1, 37)]
    states = [*(State(f"{n}", each) for n, each in enumerate(steps)), State("open", ended, still_open=True)]
    course = stacked_areas("c", "t", "s", states, ticks=weeks, x_label="weeks", ends_at=36.0)
    assert len(course.svg) < 15_000
    quarters = [Cells(f"{n}e kw.", [Cell("12/59", 0.2)] * 6) for n in range(12)]
    cells = maturity("m", "t", "s", quarters, label_header="start", columns=list("abcdef"), not_yet="not complete")
    assert len(cells.svg) < 24_000
    assert cells.wide.count("<rect") == 2 + 12 * 6  # one each, the pattern, and the mark below


@pytest.mark.parametrize(("depth", "shade"), [(0.0, "#ffffff"), (0.25, "#c2dbd8"), (1.0, MAIN)])
def test_a_shade_is_the_colour_on_the_paper(depth, shade):
    assert mixed(MAIN, depth) == shade
