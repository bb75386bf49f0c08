"""The report over a region: who is counted in which group, what the page opens with, and who may read it."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.matching.domain.errors import MatchingError
from doorstroom.matching.models import FairnessReport, Willingness
from doorstroom.matching.selectors.fairness import fairness_cases, groups_of
from doorstroom.matching.services import make_fairness_report
from doorstroom.matching.services.answers import rule_version
from doorstroom.participants.models import Person
from factories.matching import place, seeker
from factories.trajectories import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(samira):
    return [place(employer=f"Werkgever {n}", asks={"language": "A2"}) for n in range(2)]


def said(person, where, side, willing):
    Willingness.objects.create(
        person=person, place=where, side=side, willing=willing, reason="x", said_at=NOW, recorded_by=None
    )


def test_chosen_is_who_got_both_last_words_at_one_place(samira, programme, system, offered):
    """Yes of one side here and of the other there is no choice; a yes that was taken back neither."""
    people = [seeker(samira, programme, system, given_name=f"P{n}").person for n in range(4)]
    for where in offered[:1]:
        said(people[0], where, "person", True)
        said(people[0], where, "caseworker", True)
        said(people[2], where, "person", True)
        said(people[2], where, "caseworker", True)
        said(people[2], where, "person", False)
    said(people[1], offered[0], "person", True)
    said(people[1], offered[1], "caseworker", True)
    cases = fairness_cases(system)
    assert sorted(case.selected for case in cases) == [False, False, False, True]
    assert {tuple(sorted(case.groups.items())) for case in cases} == {
        (("education", "education_lower"), ("language", "language_A2"))
    }
    assert [case.exposure for case in cases] == [1.0] * 4


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1999, 11, 24), "age_under_27"),
        (date(1999, 11, 23), "age_27_44"),
        (date(1981, 11, 23), "age_45_54"),
        (date(1971, 11, 23), "age_55_over"),
    ],
)
def test_age_bands_change_on_the_birthday(born, band):
    person = Person()
    person.birth_date, person.education, person.language_level = born, "unknown", None
    assert groups_of(person, NOW.date()) == {"age": band}


def test_the_report_is_made_by_the_product_once_a_day_and_holds_only_counts(samira, programme, system, offered):
    for n in range(60):
        level = "A2" if n < 30 else "A1"
        person = seeker(samira, programme, system, given_name=f"P{n}", level=level).person
        if n < 20 or 30 <= n < 36:
            said(person, offered[0], "person", True)
            said(person, offered[0], "caseworker", True)
    make_fairness_report(actor=system)
    report = make_fairness_report(actor=system)
    assert (FairnessReport.objects.count(), report.rule_version, report.content["people"]) == (1, rule_version(), 60)
    rows = {(r["group"], r["measure"]): (r["people"], r["share"], r["alarm"]) for r in report.content["comparisons"]}
    assert rows == {
        ("education_lower", "selection"): (None, None, False),
        ("education_lower", "exposure"): (None, None, False),
        ("language_A1", "selection"): (30, 0.2, True),
        ("language_A1", "exposure"): (30, 0.0, True),
        ("language_A2", "selection"): (30, 2 / 3, True),
        ("language_A2", "exposure"): (None, None, False),
    }


def test_only_the_product_makes_the_report(samira, acting):
    with scope(acting(samira), nested=True), pytest.raises(MatchingError) as refused:
        make_fairness_report(actor=acting(samira))
    assert refused.value.code == "made_by_the_product"


def test_the_page_opens_with_what_it_cannot_show(samira, system, sign_in):
    erik = colleague(Role.PRIVACY_OFFICER, organisation=samira.organisation)
    address = reverse("match_fairness")
    empty = sign_in(erik).get(address).content.decode()
    with scope(system):
        FairnessReport.objects.create(
            made_on=NOW.date(), rule_version="places-1.abc",
            content={"people": 120, "by_chance": 0.1, "comparisons": [{
                "attribute": "language", "group": "language_A1", "measure": "selection", "people": 40, "share": 0.2,
                "rest_share": 0.5, "ratio": {"value": 0.4, "low": 0.21, "high": 0.74}, "power": 0.2, "alarm": True,
            }]},
        )  # fmt: skip
    page = sign_in(erik).get(address).content.decode()
    cannot = "Herkomst wordt niet vastgelegd, en geslacht ook niet."
    assert ("Er is nog geen verslag" in empty, cannot in empty, cannot in page) == (True, True, True)
    assert page.index(cannot) < page.index("20 % van 40 mensen, anderen 50 %")
    assert "0,40 (0,21 tot 0,74)" in page
    assert "1 verschil om naar te kijken" in page
    assert sign_in(samira).get(address).status_code == 404


def test_the_commands_say_what_they_found(samira, programme, system, offered, capsys):
    seeker(samira, programme, system)
    call_command("fairness_report")
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].startswith("Herkomst wordt niet vastgelegd")
    assert "te weinig mensen om te tonen" in printed
    call_command("replay_answers")
    assert "0 DIFFERENT" in capsys.readouterr().out
