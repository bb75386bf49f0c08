"""Notes, refusals and criteria can be said in a sentence with their own parameters."""

from __future__ import annotations

from dataclasses import replace
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
    assert said["public_holidays_on_working_days"] == "Public holidays on a working day: 1."
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


def test_criteria_are_sentences(model):
    facts = EntryFacts(date(2009, 2, 2), {"speaking": LanguageLevel.A0}, EducationLevel.MBO2, judged={"tijden": True})
    entry = model("achtkracht").entry
    age = replace(entry[0], minimum_age=16, maximum_age=27)
    more = [
        age,
        replace(age, minimum_age=None),
        replace(entry[2], kind=CriterionKind.EDUCATION_AT_LEAST),
    ]
    judged = judge([*entry, *more], facts, START)

    said = {j.reason.code: CRITERIA[j.reason.code] % j.reason.params for j in judged}
    assert said == {
        "age_at_least": "Age 17 on 2027-02-01; asked: 18 or older.",
        "language_level": "speaking is at A0; asked: A1 in every skill.",
        "education_at_most": "Education mbo2; asked: vmbo_mbo1 or lower.",
        "criterion_unknown": "Not known yet. Ask ('job_coach',).",
        "criterion_judged": "Judged by ('job_coach',).",
        "age_between": "Age 17 on 2027-02-01; asked: 16 to 27.",
        "age_at_most": "Age 17 on 2027-02-01; asked: 27 or younger.",
        "education_at_least": "Education mbo2; asked: vmbo_mbo1 or higher.",
    }
    assert set(said) == set(CRITERIA)
