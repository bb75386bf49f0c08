"""Criteria for one person."""

from __future__ import annotations

from datetime import date

import pytest

from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.entry import EntryFacts, Judgement, Outcome, age_on, judge
from doorstroom.programmes.domain.vocabulary import EducationLevel, LanguageLevel

ON = date(2027, 2, 1)


def outcomes(model, facts, track=None):
    return {j.criterion: j.outcome.value for j in judge(model("achtkracht").entry, facts, ON, track=track)}


def test_seventeen_year_old_is_refused_with_the_reason(model):
    (age, *_) = judge(model("achtkracht").entry, EntryFacts(birth_date=date(2009, 2, 2)), ON)

    reason = Reason("age_at_least", {"age": 17, "on": ON, "least": 18, "most": None}, "Achtkracht toelating")
    assert age == Judgement("leeftijd", Outcome.NOT_MET, reason)


def test_nothing_known_is_unknown_and_never_a_no(model):
    assert set(outcomes(model, EntryFacts()).values()) == {"unknown"}


def test_lowest_language_skill_counts_and_a_track_may_ask_more(model):
    facts = EntryFacts(
        birth_date=date(2000, 1, 1),
        language={"speaking": LanguageLevel.B1, "writing": LanguageLevel.A1},
        education=EducationLevel.MBO2,
        judged={"lichamelijk": True, "tijden": False},
    )

    everyone = {
        "leeftijd": "met",
        "taal": "met",
        "geen-diploma": "not_met",
        "lichamelijk": "met",
        "tijden": "not_met",
    }
    assert outcomes(model, facts) == everyone
    assert outcomes(model, facts, "logistiek") == everyone
    assert outcomes(model, facts, "bouw") == {**everyone, "taal-bouw": "not_met", "rekenen-bouw": "unknown"}


@pytest.mark.parametrize(
    ("levels", "outcome"),
    [
        ({"speaking": LanguageLevel.A1, "writing": LanguageLevel.C1}, "met"),
        ({"speaking": LanguageLevel.C1, "writing": LanguageLevel.A0}, "not_met"),
        ({"speaking": None, "writing": LanguageLevel.A0}, "not_met"),
        ({"speaking": None, "writing": LanguageLevel.C1}, "unknown"),
        ({"speaking": None}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_language_is_a_yes_only_when_every_skill_is_known(model, levels, outcome):
    assert outcomes(model, EntryFacts(language=levels))["taal"] == outcome


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2009, 2, 1), date(2027, 2, 1), 18),
        (date(2009, 2, 2), date(2027, 2, 1), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_in_whole_years(born, on, age):
    assert age_on(born, on) == age
