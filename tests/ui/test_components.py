"""Each component: what it says, to whom, and that no text of a user becomes HTML."""

import re
from datetime import date
from types import SimpleNamespace as Thing

import pytest

SHARE = Thing(
    numerator=19, denominator=120, percent=16, percent_interval=(10, 23), mostly_bounds=False,
    running=0, unknown=0, definition="stopped", clock="first_day", as_of=date(2026, 11, 23),
)  # fmt: skip


def words(html):
    """The text that is read, without what only repeats it."""
    html = re.sub(r"<(details|svg).*?</\1>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").split())


@pytest.mark.parametrize(
    "source",
    [
        '<c-card title="{{ evil }}" meta="{{ evil }}">{{ evil }}</c-card>',
        '<c-page-header title="{{ evil }}" lead="{{ evil }}">{{ evil }}</c-page-header>',
        '<c-person-row name="{{ evil }}" url="{{ evil }}" meta="{{ evil }}" more="{{ evil }}">x</c-person-row>',
        '<c-notice title="{{ evil }}" missing="{{ evil }}" who="{{ evil }}" now="{{ evil }}">{{ evil }}</c-notice>',
        '<c-person name="{{ evil }}" meta="{{ evil }}" />',
        '<c-empty title="{{ evil }}">{{ evil }}</c-empty>',
        '<c-confirm action="{{ evil }}" label="{{ evil }}" question="{{ evil }}">{{ evil }}</c-confirm>',
        '<c-link-button href="{{ evil }}">{{ evil }}</c-link-button>',
        '<c-card :title="evil" :meta="evil">x</c-card>',
        '<c-funnel :steps="things" label="{{ evil }}" />',
        '<c-timeline :events="things" />',
        '<c-phase-bar :phases="things" />',
        '<c-steps :steps="things" />',
        '<c-reasons group="fits" title="{{ evil }}" :reasons="things" />',
        '<c-lanes :lanes="things" :weeks="weeks" label="{{ evil }}" />',
        '<c-attendance :rows="things" :statuses="things" />',
        '<c-percentage :value="share" definition="{{ evil }}" clock="{{ evil }}" />',
    ],
)
def test_text_of_a_user_is_never_html(render, source):
    evil = "\"><script>alert('x')</script>"
    thing = Thing(
        count=1, label=evil, detail=evil, url=evil, now=True, date=evil, title=evil, text=evil, by=evil, state="now",
        outcome="met", repair=evil, weeks=[1], mark="bar", soft=False, id=evil, name=evil, value=evil, key=evil,
    )  # fmt: skip
    html = render(source, evil=evil, things=[thing], weeks=[1], share=SHARE)
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert '=""><' not in html


def test_seats_show_one_square_a_seat_and_say_the_counts(render):
    html = render('<c-seats signed="17" :promised="2" :to_find="short" />', short=5)
    squares = html.split("<ul")[0]
    assert [squares.count(f"ds-seats__seat--{kind}") for kind in ("signed", "promised", "to-find")] == [17, 2, 5]
    assert words(html) == "17 signed 2 promised 5 still to find"
    assert words(render('<c-seats signed="24" :promised="0" :to_find="none" />', none=0)) == "24 signed"


def test_seats_in_dutch(render):
    assert words(render("<c-seats />", language="nl")) == "0 getekend"


def test_lanes_say_in_words_what_the_bars_show(render):
    lanes = [
        Thing(label="Placement", weeks=[1, 2, 3, 4], mark="bar", soft=False),
        Thing(label="Coach", weeks=[1, 4], mark="dot", soft=False),
    ]
    html = render('<c-lanes :lanes="lanes" :weeks="weeks" now="2" />', lanes=lanes, weeks=[1, 2, 3, 4])
    assert [html.count(f'class="ds-lanes__{mark}"') for mark in ("bar", "dot")] == [4, 2]
    assert html.count("ds-lanes__cell--now") == 3
    assert re.findall(r"<li>(.*?)</li>", html) == ["now: week 2", "Placement: week 1–4", "Coach: week 1, 4"]


def test_funnel_steps_open_the_people_behind_them(render):
    steps = [
        Thing(count=30, label="asked", detail="", url="/a/", now=False),
        Thing(count=0, label="started", detail="in 10 weeks", url="", now=True),
    ]
    html = render('<c-funnel :steps="steps" />', steps=steps)
    assert re.findall(r'<a [^>]*href="([^"]+)"', html) == ["/a/"]
    assert words(html) == "30 asked 0 started in 10 weeks"
    assert html.count("ds-funnel__step--now") == 1


def test_phases_may_overlap_and_say_their_state_in_words(render):
    phases = [Thing(label=label, state=state, detail="") for label, state in
              [("Intake", "done"), ("Work", "now"), ("Papers", "now"), ("Job", "planned")]]  # fmt: skip
    html = render('<c-phase-bar :phases="phases" />', phases=phases)
    assert html.count('aria-current="step"') == 2
    assert words(html) == "Intake done Work now Papers now Job planned"


def test_percentage_never_stands_alone(render):
    assert words(render('<c-percentage :value="v" />', v=SHARE)) == "19 of 120 (16%, between 10 and 23%)"


def test_percentage_in_dutch(render):
    assert (
        words(render('<c-percentage :value="v" />', language="nl", v=SHARE)) == "19 van 120 (16 %, tussen 10 en 23 %)"
    )


def test_percentage_of_fewer_than_ten_shows_counts_alone(render):
    few = Thing(**{**vars(SHARE), "numerator": 3, "denominator": 8, "percent": None, "percent_interval": None})
    html = render('<c-percentage :value="v" />', v=few)
    assert words(html) == "3 of 8 (fewer than 10 people, so no percentage)"
    assert "%" not in html


def test_percentage_says_what_runs_and_what_is_unknown(render):
    some = Thing(**{**vars(SHARE), "running": 4, "unknown": 2})
    assert words(render('<c-percentage :value="v" />', v=some)) == (
        "19 of 120 (16%, between 10 and 23%) · 4 still under way · 2 unknown"
    )


def test_percentage_with_too_much_unknown_gives_only_the_bounds(render):
    vague = Thing(**{**vars(SHARE), "unknown": 40, "mostly_bounds": True, "percent_interval": (10, 57)})
    text = words(render('<c-percentage :value="v" />', v=vague))
    assert text == "19 of 120 (somewhere between 10 and 57%, because of too many nothing is known) · 40 unknown"


def test_percentage_takes_a_proportion_of_monitoring(render):
    proportions = pytest.importorskip("doorstroom.monitoring.domain.proportions")
    share = proportions.Proportion(
        definition="stopped", numerator=16, denominator=40, clock="first_day", horizon="20 weeks", running=0, unknown=0,
        as_of=date(2026, 11, 23),
    )  # fmt: skip
    assert words(render('<c-percentage :value="v" />', v=share)) == "16 of 40 (40%, between 26 and 55%)"


def test_notice_of_a_refusal_says_what_who_and_now(render):
    html = render('<c-notice kind="refusal" missing="A decision." who="Samira." now="Ask her." />')
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html) == [
        ("What is missing", "A decision."),
        ("Who can change it", "Samira."),
        ("What you can do now", "Ask her."),
    ]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("met", "Fits"), ("failed", "Does not fit"), ("to_learn", "Can be learned"), ("unknown", "Not known yet")],
)
def test_reasons_say_their_outcome_in_words(render, outcome, said):
    reason = Thing(outcome=outcome, text="The bus.", repair="")
    assert words(render('<c-reasons :reasons="r" />', r=[reason])) == f"{said}: The bus."


@pytest.mark.parametrize(("group", "said"), [("fits", "Fits"), ("nearly", "Nearly fits"), ("not_yet", "Not yet")])
def test_reasons_name_their_group(render, group, said):
    assert words(render(f'<c-reasons group="{group}" :reasons="r" />', r=[])) == said


def test_attendance_is_one_radio_group_a_person_with_the_recorded_status(render):
    rows = [
        Thing(id=7, name="Abel", detail="", url="", value="sick"),
        Thing(id=8, name="Noor", detail="", url="", value=""),
    ]
    statuses = [Thing(value="present", label="Present", key="p"), Thing(value="sick", label="Sick", key="s")]
    html = render('<c-attendance :rows="rows" :statuses="statuses" prefix="day" />', rows=rows, statuses=statuses)
    assert re.findall(r'name="([^"]+)" value="([^"]+)" data-key="(.)"( checked)?', html) == [
        ("day-7", "present", "p", ""), ("day-7", "sick", "s", " checked"),
        ("day-8", "present", "p", ""), ("day-8", "sick", "s", ""),
    ]  # fmt: skip
    assert (
        re.findall(r'aria-labelledby="([^"]+)"', html)
        == re.findall(r' id="([^"]+)"', html)
        == ["day-7-name", "day-8-name"]
    )


def test_pagination_without_more_shows_no_buttons(render):
    assert "<a" not in render("<c-pagination>11 people</c-pagination>")


def test_confirm_opens_in_place_and_posts(render):
    html = render('<c-confirm action="/stop/" label="Stop" question="Stop it?" submit="Yes" />')
    assert '<form class="ds-confirm__body" method="post" action="/stop/"' in html
    assert words(re.sub(r"</?details[^>]*>", "", html)) == "Stop Stop it? Yes"


def test_components_do_not_take_words_from_the_page_around_them(render):
    html = render("<c-card><c-empty>Nothing.</c-empty></c-card>", title="Leaked", meta="Leaked", actions="Leaked")
    assert "Leaked" not in html
