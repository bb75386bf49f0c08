"""Charts are well-formed, safe, readable without colour, and say in their table what they draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.ui.charts import (
    Bar,
    Break,
    Chart,
    Curve,
    Dot,
    Fan,
    Panel,
    State,
    bars,
    dots,
    fan,
    funnel,
    stacked_areas,
    step_curves,
)
from doorstroom.ui.charts.svg import FONT, NARROW, WIDE, share_ticks, width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
TICKS = [(0.0, "0"), (28.0, "4"), (56.0, "8")]
NEW = Curve("v2", [(7.0, 0.1, 0.05, 0.2), (35.0, 0.2, 0.1, 0.3)], [40, 36, 8], ends_at=56.0, fade_from=42.0)
OLD = Curve("v1", [(14.0, 0.25, 0.1, 0.45)], [20, 15, 0], ends_at=50.0)


def curves(word: str = "v2") -> Chart:
    panels = [Panel("Stopped", [NEW, OLD]), Panel(f"Apprenticeship {word}", [OLD, NEW]), Panel("Job", [NEW, OLD])]
    return step_curves("c", f"Curves {word}", word, panels, ticks=TICKS, x_label="weeks", at_risk_label=word)


def areas(word: str = "x") -> Chart:
    states = [
        State("Job", [(10.0, 0.25)]),
        State(word, [(20.0, 0.25), (30.0, 0.5)]),
        State("Under way", [(10.0, 0.75), (20.0, 0.5), (30.0, 0.25)], still_open=True),
    ]
    return stacked_areas("a", f"Areas {word}", word, states, ticks=TICKS, x_label="weeks", ends_at=56.0)


def counted(word: str = "x") -> Chart:
    rows = [Bar("Round 1", [17, 2, 1]), Bar(word, [0, 3, 21], word)]
    return bars(
        "b", f"Bars {word}", word, rows, label_header="Round", parts=["on", "stopped", word], last_still_open=True
    )


def steps_in(word: str = "x") -> Chart:
    steps = [Bar("Asked", [30], "of 5 referrers"), Bar("Nominated", [34], word), Bar("Started", [0])]
    return funnel("f", f"Funnel {word}", word, steps, label_header="step", count_header="people", note_header=word)


def shares(word: str = "x") -> Chart:
    rows = [Dot("v2", "19 of 120", 0.16, 0.10, 0.23), Dot(word, "2 of 7: too few people")]
    return dots("d", f"Dots {word}", word, rows, headers=("model", "people", "share", "between"))


def goal(word: str = "x") -> Chart:
    shown = Fan(
        done=[(0, 0), (6, 20)],
        ahead=[(6, 20, (20, 20), (20, 20)), (9, 26, (24, 28), (21, 31))],
        goal=100,
        deadline=9,
        breaks=[Break(8, "counted otherwise from 1 Mar 2026", "x"), Break(8.5, word, "x")],
    )
    return fan(
        "g", f"Goal {word}", word, shown, ticks=[(0, "start"), (9, word)], goal_label="goal",
        words=("day", "reached or expected", "likely", "wide", ""),
    )  # fmt: skip


CHARTS: list[Callable[..., Chart]] = [curves, areas, counted, steps_in, shares, goal]


def drawings(chart: Chart) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(drawing) for drawing in (chart.wide, chart.narrow)]  # noqa: S314 our own


@pytest.mark.parametrize("make", CHARTS)
def test_drawing_is_named_and_described_for_screen_readers(make: Callable[..., Chart]) -> None:
    for root in drawings(make("word")):
        assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
        names = {element.get("id"): element.text for element in root if element.get("id")}
        labelled = (root.get("aria-labelledby") or "").split()
        assert [names[name] for name in labelled] == [make("word").title, make("word").summary]


@pytest.mark.parametrize("make", CHARTS)
def test_drawing_passes_a_strict_content_policy(make: Callable[..., Chart]) -> None:
    for root in drawings(make()):
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in {
                "svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "line", "circle", "text"
            }  # fmt: skip
            assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        assert "http" not in (make().svg.replace("http://www.w3.org/2000/svg", ""))


@pytest.mark.parametrize("make", CHARTS)
def test_names_inside_are_unique_and_references_resolve(make: Callable[..., Chart]) -> None:
    roots = drawings(make())
    names = [element.get("id") for root in roots for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    assert set(re.findall(r"url\(#([^)]+)\)", make().svg)) <= set(names)


@pytest.mark.parametrize("make", CHARTS)
def test_text_stays_inside_and_large_enough_in_a_narrow_column(make: Callable[..., Chart]) -> None:
    for root, width in zip(drawings(make()), (WIDE, NARROW), strict=True):
        left, top, across, down = (float(x) for x in (root.get("viewBox") or "").split())
        assert (left, top, across, root.get("font-size")) == (0, 0, width, str(FONT))
        for group in root.iter(f"{SVG}g"):
            shift = re.findall(r"translate\((\d+) (\d+)\)", group.get("transform") or "")
            for element in group.iter(f"{SVG}text"):
                element.set("x", str(float(element.get("x") or 0) + float(shift[0][0])))
                element.set("y", str(float(element.get("y") or 0) + float(shift[0][1])))
        for element in root.iter(f"{SVG}text"):
            room = width_of(element.text or "") * 0.93
            x = float(element.get("x") or 0)
            start = {"middle": x - room / 2, "end": x - room}.get(element.get("text-anchor") or "", x)
            assert -1 <= start <= start + room <= width + 1, element.text
            assert 0 < float(element.get("y") or 0) <= down
    assert FONT * 240 / NARROW >= 12
    assert FONT * 576 / WIDE >= 12


@pytest.mark.parametrize("make", CHARTS)
@settings(max_examples=25, deadline=None)
@given(word=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_is_escaped(make: Callable[..., Chart], word: str) -> None:
    for dangerous in (word, f"</text><script>{word}</script>", f'"{word}" onload="x"'):
        for root in drawings(make(dangerous)):
            assert not list(root.iter(f"{SVG}script"))
            assert not [e for e in root.iter() if "onload" in e.attrib]


def test_page_puts_the_drawing_in_as_it_is() -> None:
    chart = curves()
    assert chart.svg.__html__() == chart.wide + chart.narrow


def test_table_of_curves_says_what_is_drawn() -> None:
    chart = curves()
    assert chart.headers[:3] == ("weeks", "Stopped, v2", "Stopped, v1")
    assert [row[:3] for row in chart.rows] == [
        ("0", "0 %", "0 %"),
        ("4", "10 % (5 % – 20 %)", "25 % (10 % – 45 %)"),
        ("8", "20 % (10 % – 30 %)", "–"),
    ]


def test_lines_differ_in_dashes_and_few_people_are_drawn_faint() -> None:
    wide = drawings(curves())[0]
    panel = next(wide.iter(f"{SVG}g"))
    strokes = [p for p in panel.iter(f"{SVG}path") if p.get("stroke")]
    assert [(p.get("stroke-dasharray"), p.get("stroke-opacity")) for p in strokes] == [
        (None, None), (None, "0.4"), ("9 5", None)
    ]  # fmt: skip


def test_too_few_people_have_no_curve_and_no_percentage() -> None:
    few = Curve("v3", [(7.0, 0.5, 0.1, 0.9)], [4, 2, 2], ends_at=-1)
    chart = step_curves("s", "t", "d", [Panel("P", [few])], ticks=TICKS, x_label="weeks", at_risk_label="n")
    assert [row[1] for row in chart.rows] == ["–", "–", "–"]
    assert not list(drawings(chart)[0].iter(f"{SVG}path"))


def test_step_is_drawn_where_it_is() -> None:
    # One panel of 300: x runs from 52 (day 0) to 286 (day 56), y from 190 (0 %) to 30 (30 %).
    chart = step_curves("s", "t", "d", [Panel("P", [NEW])], ticks=TICKS, x_label="weeks", at_risk_label="at risk")
    drawn = [p.get("d") for p in drawings(chart)[1].iter(f"{SVG}path") if p.get("stroke")]
    assert drawn[0] == "M52 190H81.2V136.7H198.2V83.3H227.5"


def test_numbers_at_risk_stand_under_their_ticks() -> None:
    chart = step_curves("s", "t", "d", [Panel("P", [NEW])], ticks=TICKS, x_label="weeks", at_risk_label="at risk")
    texts = [(e.get("x"), e.text) for e in drawings(chart)[1].iter(f"{SVG}text")]
    assert texts[-3:] == [("52", "40"), ("169", "36"), ("286", "8")]


def test_areas_add_up_to_everybody_in_drawing_and_table() -> None:
    chart = areas()
    assert chart.headers == ("weeks", "Job", "x", "Under way")
    assert chart.rows == (
        ("0", "0 %", "0 %", "100 %"),
        ("4", "25 %", "25 %", "50 %"),
        ("8", "25 %", "50 %", "25 %"),
    )
    fills = [p.get("fill") for p in drawings(chart)[0].iter(f"{SVG}path") if p.get("stroke") == "#ffffff"]
    assert fills == ["#0b6e63", "url(#a-wide-rising)", "#f4f6f7"]


def test_bars_are_as_long_as_their_counts() -> None:
    root = drawings(counted())[0]
    widths = [float(r.get("width") or 0) for r in root.iter(f"{SVG}rect") if r.get("height") == "18"]
    unit = widths[0] / 17
    assert [round(width / unit) for width in widths] == [17, 2, 1, 3, 21]
    assert counted().rows == (("Round 1", "17", "2", "1"), ("x", "0", "3", "21"))


def test_funnel_keeps_its_notes() -> None:
    assert steps_in().headers == ("step", "people", "x")
    assert steps_in().rows[0] == ("Asked", "30", "of 5 referrers")


def test_below_ten_people_there_is_no_dot_and_no_percentage() -> None:
    chart = shares()
    assert chart.rows == (
        ("v2", "19 of 120", "16 %", "10 % – 23 %"),
        ("x", "2 of 7: too few people", "–", "–"),
    )
    assert [len(list(root.iter(f"{SVG}circle"))) for root in drawings(chart)] == [1, 1]


def test_a_fan_says_what_is_expected_with_both_ranges() -> None:
    assert goal("later").rows == (("later", "26", "24 – 28", "21 – 31"),)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0.0, [0.0, 0.05]),
        (0.07, [0.0, 0.05, 0.1]),
        (0.3, [0.0, 0.1, 0.2, 0.3]),
        (0.55, [0.0, 0.25, 0.5, 0.75]),
        (1.0, [0.0, 0.25, 0.5, 0.75, 1.0]),
    ],
)
def test_scale_of_shares_ends_on_a_round_one(highest: float, ticks: list[float]) -> None:
    assert share_ticks(highest) == ticks


def test_long_words_wrap_between_words() -> None:
    assert wrapped("one two three", width_of("one two")) == ["one two", "three"]
