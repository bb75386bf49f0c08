"""Notes, refusals and criteria can be said in a sentence with their own parameters."""

from __future__ import annotations

from datetime import date

import pytest

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import CalendarError, generate
from doorstroom.programmes.domain.entry import EntryFacts, judge
from doorstroom.programmes.domain.messages import CALENDAR, CRITERIA, NOTES
from doorstroom.programmes.domain.vocabulary import CriterionKind, EducationLevel, LanguageLevel
from doorstroom.programmes.domain.week_plan import week_plan

START = date(2027, 2, 1)


def test_notes_are_sentences(model):
    holiday = [(Period(date(2027, 2, 22), date(2027, 3, 1)), "vakantie")]
    said = {}
    for name in ("welthuis-v2", "eerst-de-plek", "werkend-leren"):
        calendar = generate(model(name), START, {date(2027, 3, 29): "Pasen"}, holiday)
        said |= {note.code: NOTES[note.code] % note.params for note in week_plan(model(name), calendar).notes}

    assert set(said) == set(NOTES)
    assert said["public_holidays_on_working_days"] == "1 public holidays fall on a working day."
    assert said["phases_overlap"] == "bijleren starts in week 17, beside eerste-plek."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"until": date(2027, 1, 1)}, "The calendar would end on 2027-01-01, before it starts on 2027-02-01."),
        (
            {"weekdays": {"stage": ()}},
            "The model has no activity stage. It has: ('werkplek', 'school').",
        ),
        (
            {"weekdays": {"school": ()}},
            "school takes 1 days a week. Choose that many different days.",
        ),
    ],
)
def test_refusals_of_a_calendar_are_sentences(model, arguments, sentence):
    with pytest.raises(CalendarError) as refused:
        generate(model("welthuis-v2"), START, {}, [], **arguments)
    assert CALENDAR[refused.value.code] % refused.value.params == sentence


def test_criteria_are_sentences_once_something_is_known(model):
    facts = EntryFacts(date(2009, 2, 2), {"speaking": LanguageLevel.A0}, EducationLevel.MBO2)
    judged = judge(model("achtkracht").entry, facts, START)

    assert set(CRITERIA) == {f"criterion_{kind.value}" for kind in CriterionKind}
    assert [CRITERIA[j.reason.code] % j.reason.params for j in judged] == [
        "Age 17 on 2027-02-01; asked: from 18 to None.",
        "speaking is at A0; asked: A1 in every skill.",
        "Education mbo2; asked: vmbo_mbo1 or lower.",
        "To be judged by ('job_coach',).",
        "To be judged by ('job_coach',).",
    ]
