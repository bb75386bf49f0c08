"""The words on the round's page, from counts."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.portals.staff.round import (
    absence_words,
    next_step,
    nominated_words,
    outcome_words,
    partner_words,
    start_words,
    week_now,
)
from doorstroom.rounds.domain.course import State
from doorstroom.rounds.domain.funnel import Funnel, Steps
from doorstroom.rounds.selectors import ReferrerRow


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def row(name, nominated):
    organisation = Organisation(name=name) if name else None
    return ReferrerRow(organisation, None, Steps(nominated=nominated), own=False)


def counts(**steps):
    return Funnel(Steps(**steps), ())


def test_two_referrers_by_name_and_the_others_together():
    rows = [row("Lindervoort", 14), row("UWV", 9), row("Kerkwoude", 6), row("Heiwijk", 5), row(None, 2)]
    assert nominated_words(rows) == "Lindervoort 14, UWV 9, andere 11, zelf 2"
    assert nominated_words([row("Lindervoort", 0)]) == ""


def test_absences_add_up_to_who_did_not_come():
    found = absence_words(counts(nominated=34, came=27), {"work": 3, "ill": 2, "unknown": 2})
    assert found == "7 niet: 3 werk gevonden, 2 ziek, 2 onbekend"
    assert absence_words(counts(nominated=34, came=27), {"work": 3}) == "7 niet: 3 werk gevonden, 4 nog niet geweest"
    assert absence_words(counts(nominated=3, came=3), {}) == ""


def test_outcomes_beside_selected():
    assert outcome_words(counts(selected=22, reserve=3, not_now=2)) == "3 reserve, 2 ander aanbod"
    assert outcome_words(counts(selected=22)) == ""


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 23), "over 10 weken"),
        (date(2027, 1, 25), "over 1 week"),
        (date(2027, 1, 26), "over 6 dagen"),
        (date(2027, 2, 1), "sinds 1 februari 2027"),
    ],
)
def test_start_is_told_in_weeks_then_days(today, words):
    assert start_words(SimpleNamespace(starts_on=date(2027, 2, 1)), today) == words


@pytest.mark.parametrize(
    ("today", "week"), [(date(2026, 11, 8), 0), (date(2026, 11, 11), 1), (date(2026, 11, 23), 3), (date(2027, 6, 1), 0)]
)
def test_week_of_the_round_counts_calendar_weeks(today, week):
    page = SimpleNamespace(
        round=SimpleNamespace(starts_on=date(2026, 11, 11)), plan=SimpleNamespace(weeks=tuple(range(1, 21)))
    )  # fmt: skip
    assert week_now(page, today) == week


@pytest.mark.parametrize(
    ("state", "today", "step"),
    [
        (State.CONFIRMED, date(2026, 11, 10), None),
        (State.CONFIRMED, date(2026, 11, 11), ("starten", "Ronde starten")),
        (State.RUNNING, date(2027, 3, 23), None),
        (State.RUNNING, date(2027, 3, 24), ("afronden", "Gezamenlijke weken afsluiten")),
    ],
)
def test_the_main_button_comes_when_its_time_has_come(state, today, step):
    page = SimpleNamespace(
        round=SimpleNamespace(state=state, starts_on=date(2026, 11, 11)),
        plan=SimpleNamespace(weeks=tuple(range(1, 21))),
    )
    assert next_step(page, SimpleNamespace(lead=True), today) == step
    assert next_step(page, SimpleNamespace(lead=False), today) is None


def test_several_municipalities_are_a_number():
    town, school = OrganisationKind.MUNICIPALITY, OrganisationKind.SCHOOL
    names = [
        ("Lindecollege", school),
        ("Lindervoort", town),
        ("Heiwijk", town),
        ("Bureau", OrganisationKind.PARTNERSHIP),
    ]
    partners = [Organisation(name=name, kind=kind) for name, kind in names]
    assert partner_words(partners) == "Lindecollege, 2 gemeenten"
    assert partner_words(partners[:2]) == "Lindecollege, Lindervoort"
